/**
 * A file that holds a JSON object.
 * @param name the file's, for the error
 * @throws Error that names the file
 */
export function parseObject(text: string, name: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not JSON`, { cause: error });
  }
  if (typeof value !== 'object' || value === null) throw new Error(`${name} is not a JSON object`);
  return value;
}
