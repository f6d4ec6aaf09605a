/** Finds the files beside an ONNX graph that hold its weights. */
import { readFile } from 'node:fs/promises';
import protobuf from 'protobufjs';

// What of onnx.proto (github.com/onnx/onnx) tensors are found by. Fields that are not named are stepped over, not copied.
const schema = `
syntax = "proto3";
message Model { Graph graph = 7; repeated Function functions = 25; }
message Function { repeated Node node = 7; }
message Graph { repeated Node node = 1; repeated Tensor initializer = 5; repeated Sparse sparse_initializer = 15; }
message Node { repeated Attribute attribute = 5; }
message Attribute {
  Tensor t = 5; Graph g = 6; repeated Tensor tensors = 10; repeated Graph graphs = 11;
  Sparse sparse_tensor = 22; repeated Sparse sparse_tensors = 23;
}
message Sparse { Tensor values = 1; Tensor indices = 2; }
message Tensor { repeated Entry external_data = 13; }
message Entry { string key = 1; string value = 2; }
`;
const modelType = protobuf.parse(schema).root.lookupType('Model');

/**
 * Where an ONNX graph's weights lie beside it, relative to its own folder, each once. The graph is read whole: protobuf allows
 * it 2 GB, so what is larger has its weights beside it.
 * @throws Error when the file is no ONNX graph
 */
export async function externalDataOf(path: string): Promise<string[]> {
  try {
    const model = modelType.toObject(modelType.decode(await readFile(path)));
    if (!('graph' in model)) throw new Error('it holds no graph');
    const locations = new Set<string>();
    collectLocations(model, locations);
    return [...locations];
  } catch (error) {
    throw new Error(`this is no ONNX graph: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Tensors lie in nodes and graphs in nodes of graphs: every entry that names a location counts, wherever it is. */
function collectLocations(part: unknown, locations: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  if ('key' in part && 'value' in part && part.key === 'location') locations.add(String(part.value));
  for (const each of Object.values(part)) collectLocations(each, locations);
}
