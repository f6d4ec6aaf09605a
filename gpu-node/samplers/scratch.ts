let memory = new Float32Array();

/**
 * Memory for what is of use until the next sampler of this thread writes there. Making it anew takes longer than filling it, and
 * where each sampler had its own, none of it would be in the processor's cache any more.
 */
export function scratch(size: number): Float32Array {
  if (memory.length < size) memory = new Float32Array(size);
  return memory.subarray(0, size);
}
