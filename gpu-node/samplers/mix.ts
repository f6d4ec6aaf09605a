/** `signal * clean + share * noise`, element by element. */
export function mix(signal: number, clean: Float32Array, share: number, noise: Float32Array): Float32Array {
  const mixed = new Float32Array(clean.length);
  for (let index = 0; index < clean.length; index += 1) {
    mixed[index] = signal * (clean[index] ?? Number.NaN) + share * (noise[index] ?? Number.NaN);
  }
  return mixed;
}
