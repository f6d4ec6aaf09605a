import { expect, test } from 'vitest';
import { UsageError, onlyWord, tableLines } from './command-line.ts';

test('cells stand in columns, and lines end where their words do', () => {
  const rows = [
    ['ID', 'STATE'],
    ['node-12', 'gone'],
    ['b', ''],
  ];
  expect(tableLines(rows)).toEqual(['ID       STATE', 'node-12  gone', 'b']);
});

test('one word is taken where one is needed', () => {
  expect(onlyWord(['a'], 'NODE')).toBe('a');
  for (const words of [[], ['a', 'b']]) expect(() => onlyWord(words, 'NODE')).toThrow(UsageError);
});
