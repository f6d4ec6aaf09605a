/**
 * Finds the files beside an ONNX graph that hold its weights. Graphs may be gigabytes themselves, so the file is walked on the
 * disk: what is of no interest is stepped over, not read.
 *
 * Source: onnx.proto (github.com/onnx/onnx) for messages and their fields' numbers; protobuf.dev/programming-guides/encoding
 * for how they are written.
 */
import { type FileHandle, open } from 'node:fs/promises';

/** A message: those of its fields, by number, that are messages to look into. */
interface Message {
  readonly [field: number]: Message;
}

/** A key and a value, both strings: what is looked for. */
const stringEntry: Message = {};
const tensor: Message = { 13: stringEntry };
const sparseTensor: Message = { 1: tensor, 2: tensor };
const attribute: Record<number, Message> = { 5: tensor, 10: tensor, 22: sparseTensor, 23: sparseTensor };
const node: Message = { 5: attribute };
const graph: Message = { 1: node, 5: tensor, 15: sparseTensor };
// Branches and loops hold graphs.
Object.assign(attribute, { 6: graph, 11: graph });
const model: Message = { 7: graph, 25: { 7: node } };

/** Longer keys and values than this are none of a tensor's. */
const longestEntry = 64 * 1024;

/**
 * Where an ONNX graph's weights lie beside it, relative to its own folder, each once.
 * @throws Error when the file is no ONNX graph
 */
export async function externalDataOf(path: string): Promise<string[]> {
  const handle = await open(path);
  try {
    const file = new Window(handle);
    const { size } = await handle.stat();
    const locations = new Set<string>();
    const fields = await walk(file, 0, size, model, locations);
    if (!fields.has(7)) throw new Error('it holds no graph');
    return [...locations];
  } catch (error) {
    throw new Error(`this is no ONNX graph: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    await handle.close();
  }
}

/** Walks a message. @returns the numbers of its fields */
async function walk(
  file: Window,
  start: number,
  end: number,
  message: Message,
  locations: Set<string>,
): Promise<Set<number>> {
  const seen = new Set<number>();
  let at = start;
  while (at < end) {
    // A tag and a length are ten bytes each at the most.
    await file.hold(at, 20);
    const [tag, afterTag] = file.varint(at);
    const [field, wireType] = [Math.floor(tag / 8), tag % 8];
    seen.add(field);
    at = afterTag;
    if (wireType === 0) at = file.varint(at)[1];
    else if (wireType === 1) at += 8;
    else if (wireType === 5) at += 4;
    else if (wireType === 2) {
      const [length, content] = file.varint(at);
      at = content + length;
      if (at > end) throw new Error('a field is longer than what holds it');
      const inner = message[field];
      if (inner === stringEntry) await readEntry(file, content, at, locations);
      else if (inner) await walk(file, content, at, inner, locations);
    } else throw new Error(`a field has the unknown type ${wireType}`);
  }
  if (at !== end) throw new Error('a field is longer than what holds it');
  return seen;
}

async function readEntry(file: Window, start: number, end: number, locations: Set<string>): Promise<void> {
  if (end - start > longestEntry) throw new Error('a key or a value is too long');
  await file.hold(start, end - start);
  const texts = new Map<number, string>();
  for (let at = start; at < end;) {
    const [tag, lengthAt] = file.varint(at);
    const [length, content] = file.varint(lengthAt);
    at = content + length;
    if (tag % 8 !== 2 || at > end) throw new Error('a key or a value is no string');
    texts.set(Math.floor(tag / 8), file.text(content, at));
  }
  const value = texts.get(2);
  if (texts.get(1) === 'location' && value !== undefined) locations.add(value);
}

/** The part of a file around where it is read. */
class Window {
  readonly #handle: FileHandle;
  #start = 0;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Makes as many bytes readable, or all that are left. */
  async hold(at: number, length: number): Promise<void> {
    if (at >= this.#start && at + length <= this.#start + this.#bytes.length) return;
    const buffer = Buffer.alloc(Math.max(length, longestEntry));
    const { bytesRead } = await this.#handle.read(buffer, 0, buffer.length, at);
    this.#start = at;
    this.#bytes = buffer.subarray(0, bytesRead);
  }

  /** An integer and where it ends. Lengths and tags are far below 2^53. */
  varint(start: number): [number, number] {
    let value = 0;
    for (let index = 0; index < 10; index += 1) {
      const byte = this.#bytes[start + index - this.#start];
      if (byte === undefined) throw new Error('it breaks off');
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return [value, start + index + 1];
    }
    throw new Error('an integer is too long');
  }

  text(start: number, end: number): string {
    return this.#bytes.toString('utf8', start - this.#start, end - this.#start);
  }
}
