/**
 * A function of plain data that remembers what it made last, which nobody may change: the pictures of one model are begun one
 * after another, and what their samplers go by is the same.
 */
export function rememberLatest<Given extends readonly unknown[], Made>(
  make: (...given: Given) => Made,
): (...given: Given) => Made {
  let latest: { readonly key: string; readonly made: Made } | undefined;
  return (...given) => {
    const key = JSON.stringify(given);
    if (latest?.key !== key) latest = { key, made: make(...given) };
    return latest.made;
  };
}
