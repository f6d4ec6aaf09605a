/** Splits `host:port`. Throws on anything else. */
export function parseAddress(address: string): { host: string; port: number } {
  const match = /^(.+):(\d{1,5})$/.exec(address);
  if (!match?.[1] || !match[2]) throw new Error(`not host:port: ${address}`);
  return { host: match[1], port: Number(match[2]) };
}
