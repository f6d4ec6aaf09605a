import type { RunResponseInput } from '@quartet/protos/generated/index.ts';
import { expect, test } from 'vitest';
import { RunOutbox } from './run-outbox.ts';

/** A reader that takes a message only when told to. */
function slowReader() {
  const read: RunResponseInput[] = [];
  let next: (() => void) | undefined;
  let dropped = 0;
  let size = 0;
  const outbox = new RunOutbox({
    sink: (message, done) => {
      read.push(message);
      next = done;
    },
    onPreviewDropped: () => (dropped += 1),
    onSizeChanged: (now) => (size = now),
  });
  return {
    outbox,
    read,
    get dropped() {
      return dropped;
    },
    get size() {
      return size;
    },
    /** Takes all that waits. */
    catchUp(): void {
      for (let done = next; done; done = next) {
        next = undefined;
        done();
      }
    },
  };
}

const words = (messages: readonly RunResponseInput[]): string[] =>
  messages.map(({ taskId, ...event }) => {
    const [[name, { step }] = ['?', {}]] = Object.entries(event) as [string, { step?: number }][];
    return step === undefined ? `${taskId} ${name}` : `${taskId} ${name} ${step}`;
  });

test('of steps and previews only the newest waits, facts all wait, in order', () => {
  const reader = slowReader();
  reader.outbox.push('a', 'fact', { accepted: {} }, 0);
  for (let step = 1; step <= 9; step += 1) {
    reader.outbox.push('a', 'step', { step: { step } }, step);
    reader.outbox.push('a', 'preview', { preview: { step } }, step);
  }
  reader.outbox.push('a', 'fact', { done: {} }, 10);
  expect(reader.size).toBe(3);
  reader.catchUp();
  expect(words(reader.read)).toEqual(['a accepted', 'a step 9', 'a preview 9', 'a done']);
  expect(reader.dropped).toBe(8);
});

test('a reader that is a few milliseconds behind misses no milestone', () => {
  const reader = slowReader();
  reader.outbox.push('a', 'fact', { accepted: {} }, 0);
  for (const step of [1, 5, 10, 15]) {
    reader.outbox.push('a', 'milestone', { preview: { step } }, step);
    reader.outbox.push('a', 'preview', { preview: { step: step + 1 } }, step);
  }
  reader.catchUp();
  const want = ['a accepted', 'a preview 1', 'a preview 5', 'a preview 10', 'a preview 15', 'a preview 16'];
  expect(words(reader.read)).toEqual(want);
});

test('a reader that stands still for long gets only the newest preview', () => {
  const reader = slowReader();
  reader.outbox.push('a', 'fact', { accepted: {} }, 0);
  for (const [index, step] of [1, 5, 10, 15].entries()) {
    reader.outbox.push('a', 'milestone', { preview: { step } }, index * 2_000);
  }
  reader.catchUp();
  expect(words(reader.read)).toEqual(['a accepted', 'a preview 15']);
});

test('of what is said of checkpoints only the newest waits, before the end', () => {
  const reader = slowReader();
  reader.outbox.push('a', 'fact', { accepted: {} }, 0);
  for (const step of [1, 2, 3]) {
    reader.outbox.push('a', 'checkpoint_ready', { checkpointReady: { step } }, step);
    reader.outbox.push('a', 'checkpoint_stored', { checkpointStored: { step } }, step);
  }
  reader.outbox.push('a', 'fact', { failed: {} }, 4);
  expect(reader.size).toBe(3);
  reader.catchUp();
  expect(words(reader.read)).toEqual(['a accepted', 'a checkpointReady 3', 'a checkpointStored 3', 'a failed']);
});

test('tasks take turns', () => {
  const reader = slowReader();
  for (const task of ['a', 'b']) {
    reader.outbox.push(task, 'fact', { accepted: {} }, 0);
    reader.outbox.push(task, 'step', { step: { step: 1 } }, 0);
    reader.outbox.push(task, 'fact', { done: {} }, 0);
  }
  reader.catchUp();
  expect(words(reader.read)).toEqual(['a accepted', 'a step 1', 'b accepted', 'a done', 'b step 1', 'b done']);
});

test('nothing is kept for a reader that has gone', () => {
  const reader = slowReader();
  reader.outbox.push('a', 'fact', { accepted: {} }, 0);
  reader.outbox.push('a', 'step', { step: { step: 1 } }, 0);
  reader.outbox.close();
  reader.outbox.push('a', 'fact', { done: {} }, 0);
  reader.catchUp();
  expect(reader.size).toBe(0);
  expect(words(reader.read)).toEqual(['a accepted']);
});
