import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Script, failed, leaseOf, stored } from '../testing/script.ts';
import { Workbench, type WorkflowName, temporalProgram } from '../testing/workbench.ts';

const workflows: readonly WorkflowName[] = ['generate', 'upscale', 'background'];

describe.skipIf(!temporalProgram)('the workflows', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await Workbench.start();
  });
  afterAll(() => bench?.stop());

  it('generate places, runs and finishes every image', async () => {
    const script = new Script({});
    await bench.run('generate', ['img_1', 'img_2', 'img_3', 'img_4'], script);
    expect(script.finished.toSorted()).toEqual(['img_1', 'img_2', 'img_3', 'img_4']);
    expect(script.recordedFailures).toEqual([]);
  });

  for (const workflow of workflows) {
    it(`${workflow} places again with the lease that a lost node held`, async () => {
      const script = new Script({ runs: [failed('REASON_NODE_LOST'), stored] });
      await bench.run(workflow, ['img_1'], script);
      expect(script.asked.map((input) => input.failed)).toEqual([
        undefined,
        { lease: leaseOf('img_1', 1), reason: 'REASON_NODE_LOST' },
      ]);
      expect(script.finished).toEqual(['img_1']);
    });
  }

  it('tells each run how far the lease before got, over those that got nowhere', async () => {
    const runs = [failed('REASON_NODE_LOST', 12), failed('REASON_NODE_FULL'), failed('REASON_DRAINING', 0), stored];
    const script = new Script({ runs });
    await bench.run('generate', ['img_1'], script);
    expect(script.ran.map(({ stepBefore }) => stepBefore)).toEqual([undefined, 12, 12, 0]);
  });

  it('has a picture that went wrong painted from its seed', async () => {
    const script = new Script({ runs: [failed('REASON_NODE_LOST', 12), failed('REASON_BAD_OUTPUT', 20), stored] });
    await bench.run('generate', ['img_1'], script);
    expect(script.asked.map(({ afresh }) => afresh)).toEqual([undefined, undefined, true]);
    expect(script.ran.map(({ afresh }) => afresh)).toEqual([undefined, undefined, true]);
  });

  it('records a failure that repeats, with its reason', async () => {
    const script = new Script({ runs: [failed('REASON_BAD_OUTPUT'), failed('REASON_BAD_OUTPUT')] });
    await bench.run('generate', ['img_1'], script);
    expect(script.recordedFailures).toMatchObject([{ taskId: 'img_1', reason: 'REASON_BAD_OUTPUT' }]);
    expect(script.finished).toEqual([]);
  });

  it('records a refusal with its reason', async () => {
    const script = new Script({ placed: { kind: 'refused', reason: 'REASON_SOURCE_GONE' } });
    await bench.run('upscale', ['img_1'], script);
    expect(script.recordedFailures).toMatchObject([{ taskId: 'img_1', reason: 'REASON_SOURCE_GONE' }]);
  });

  it('leaves an image that has ended as it is', async () => {
    const script = new Script({ runs: [{ kind: 'ended' }] });
    await bench.run('generate', ['img_1'], script);
    expect([script.finished, script.recordedFailures]).toEqual([[], []]);
  });
});
