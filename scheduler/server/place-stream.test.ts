import { EventEmitter } from 'node:events';
import type { PlaceResponseInput } from '@quartet/protos/generated/index.ts';
import { expect, test } from 'vitest';
import { type PlaceCall, PlaceStream } from './place-stream.ts';

/** A call whose reader can stand still. */
class FakeCall extends EventEmitter {
  readonly written: PlaceResponseInput[] = [];
  isSlow = false;

  write(response: PlaceResponseInput): boolean {
    this.written.push(response);
    return !this.isSlow;
  }
}

function aStream(): { call: FakeCall; stream: PlaceStream } {
  const call = new FakeCall();
  return { call, stream: new PlaceStream(call as unknown as PlaceCall) };
}

const position = (at: number): PlaceResponseInput => ({ queued: { position: at, estimateMs: 0 } });
const lease = { leased: { number: 1 } };

test('A slow reader gets the newest position of each task once it reads again', () => {
  const { call, stream } = aStream();
  call.isSlow = true;
  stream.update('img_1', position(9));
  for (let at = 8; at > 3; at -= 1) {
    stream.update('img_1', position(at));
    stream.update('img_2', position(at + 1));
  }
  expect(call.written).toHaveLength(1);
  call.isSlow = false;
  call.emit('drain');
  expect(call.written.slice(1)).toEqual([
    { taskId: 'img_1', ...position(4) },
    { taskId: 'img_2', ...position(5) },
  ]);
});

test('A slow reader gets every lease, and no position after it', () => {
  const { call, stream } = aStream();
  call.isSlow = true;
  stream.update('img_1', position(1));
  stream.update('img_1', position(0));
  stream.finish('img_1', lease);
  call.isSlow = false;
  call.emit('drain');
  expect(call.written).toEqual([
    { taskId: 'img_1', ...position(1) },
    { taskId: 'img_1', ...lease },
  ]);
});
