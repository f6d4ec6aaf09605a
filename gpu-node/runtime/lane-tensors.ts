/** Casts between the tensors of the main thread and what a graph declares; on a lane's thread. */
import { Tensor } from 'onnxruntime-node';
import { fromFloat16, toFloat16 } from './float16.ts';
import type { LaneOutput, LaneTensor } from './lane-messages.ts';

/**
 * A tensor as the graph wants it.
 * @param declared the graph's own type, as onnxruntime names it
 * @throws Error for types that no exporter of diffusion models uses
 */
export function toGraph({ type, data, dims }: LaneTensor, declared: string): Tensor {
  if (type === declared) return new Tensor(type, data, dims);
  if (type === 'float32') {
    if (declared === 'float16') return new Tensor('float16', toFloat16(data), dims);
    // Some exports take timesteps as whole numbers; torch cuts the fraction off when it casts.
    if (declared === 'int64') {
      return new Tensor(
        'int64',
        BigInt64Array.from(data, (value) => BigInt(Math.trunc(value))),
        dims,
      );
    }
    if (declared === 'float64') return new Tensor('float64', Float64Array.from(data), dims);
  }
  if (type === 'int64' && declared === 'int32') return new Tensor('int32', Int32Array.from(data, Number), dims);
  throw new Error(`the graph takes ${declared} where there is ${type}`);
}

/**
 * What a graph gave, as float32.
 * @throws Error for anything but floats
 */
export function fromGraph({ data, dims }: Tensor): LaneOutput {
  if (data instanceof Float32Array) return { data, dims };
  if (data instanceof Uint16Array) return { data: fromFloat16(data), dims };
  throw new Error('the graph gives neither float32 nor float16');
}
