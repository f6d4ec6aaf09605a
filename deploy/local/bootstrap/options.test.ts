import { describe, expect, it } from 'vitest';
import { UsageError, parseOptions } from './options.mjs';

describe('the command line', () => {
  it('has defaults', () => {
    expect(parseOptions([])).toEqual({ nodeCount: 1, port: 8080, fresh: false, quiet: false, help: false });
  });

  it('takes each option', () => {
    const args = ['--nodes', '2', '--port=0', '--fresh', '--quiet'];
    expect(parseOptions(args)).toEqual({ nodeCount: 2, port: 0, fresh: true, quiet: true, help: false });
  });

  it.each([['--nodse', '2'], ['here'], ['--nodes', '0'], ['--nodes', 'two'], ['--port', '65536'], ['--port']])(
    'refuses %s %s in one sentence',
    (...args) => {
      expect(() => parseOptions(args.filter(Boolean))).toThrow(UsageError);
      expect(() => parseOptions(args.filter(Boolean))).toThrow(/^[^\n]+[.]$/);
    },
  );
});
