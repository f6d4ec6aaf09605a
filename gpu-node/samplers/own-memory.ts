/** Memory that one sampler writes to at each step, of the size it is asked for first: making it anew takes longer than filling it. */
export function ownMemory(): (size: number) => Float32Array {
  let memory: Float32Array | undefined;
  return (size) => (memory ??= new Float32Array(size));
}
