/** Writes ONNX graphs: as much of the format as the models of these benchmarks need. */
import { writeFileSync } from 'node:fs';
import protobuf from 'protobufjs';

// Numbers and names from onnx.proto (github.com/onnx/onnx, Apache-2.0), version 8 of the format.
const schema = `
syntax = "proto3";
message Model { int64 ir_version = 1; string producer_name = 2; Graph graph = 7; repeated OperatorSet opset_import = 8; }
message OperatorSet { string domain = 1; int64 version = 2; }
message Graph {
  repeated Node node = 1; string name = 2; repeated Tensor initializer = 5;
  repeated ValueInfo input = 11; repeated ValueInfo output = 12;
}
message Node {
  repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
  repeated Attribute attribute = 5;
}
message Attribute { string name = 1; int64 i = 3; bytes s = 4; repeated int64 ints = 8; int32 type = 20; }
message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
message ValueInfo { string name = 1; Type type = 2; }
message Type { TensorType tensor_type = 1; }
message TensorType { int32 elem_type = 1; Shape shape = 2; }
message Shape { repeated Dim dim = 1; }
message Dim { int64 dim_value = 1; string dim_param = 2; }
`;
const modelType = protobuf.parse(schema, { keepCase: true }).root.lookupType('Model');

const elementTypes = { float32: 1, int64: 7 } as const;
const attributeTypes = { int: 2, string: 3, ints: 7 } as const;

/** An input or output of a graph; a side with a name is of any length. */
export interface Port {
  readonly name: string;
  readonly type: keyof typeof elementTypes;
  readonly dims: readonly (number | string)[];
}

/** What an operator is told beside its inputs. */
type AttributeValue = number | string | readonly number[];

/** A graph in the making. Operators are added in the order they run in. */
export class OnnxGraph {
  readonly #nodes: object[] = [];
  readonly #initializers: object[] = [];
  #values = 0;

  /** Constant numbers. @returns its name */
  floats(data: Float32Array, dims: readonly number[]): string {
    return this.#constant(elementTypes.float32, new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dims);
  }

  /** A constant list of integers: a shape, axes, bounds. @returns its name */
  integers(values: readonly number[]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.#constant(elementTypes.int64, new Uint8Array(data.buffer), [values.length]);
  }

  /**
   * Adds an operator of the standard set.
   * @param output the name of what it gives; made up where nobody else must know it
   * @returns that name
   */
  add(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
    output = this.#newName(),
  ): string {
    this.#nodes.push({
      input: inputs,
      output: [output],
      name: output,
      op_type: operator,
      attribute: Object.entries(attributes).map(([name, value]) => ({ name, ...attributeOf(value) })),
    });
    return output;
  }

  /** Writes the graph as a file. */
  write(path: string, inputs: readonly Port[], outputs: readonly Port[]): void {
    const graph = {
      node: this.#nodes,
      name: 'graph',
      initializer: this.#initializers,
      input: inputs.map(valueInfo),
      output: outputs.map(valueInfo),
    };
    const model = { ir_version: 8, producer_name: 'quartet-bench', graph, opset_import: [{ domain: '', version: 17 }] };
    writeFileSync(path, modelType.encode(model).finish());
  }

  #constant(type: number, raw: Uint8Array, dims: readonly number[]): string {
    const name = this.#newName();
    this.#initializers.push({ dims, data_type: type, name, raw_data: raw });
    return name;
  }

  #newName(): string {
    this.#values += 1;
    return `value_${this.#values}`;
  }
}

function attributeOf(value: AttributeValue): object {
  if (typeof value === 'number') return { type: attributeTypes.int, i: value };
  if (typeof value === 'string') return { type: attributeTypes.string, s: Buffer.from(value) };
  return { type: attributeTypes.ints, ints: value };
}

function valueInfo({ name, type, dims }: Port): object {
  const dim = dims.map((side) => (typeof side === 'number' ? { dim_value: side } : { dim_param: side }));
  return { name, type: { tensor_type: { elem_type: elementTypes[type], shape: { dim } } } };
}
