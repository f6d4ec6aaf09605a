/**
 * Works on items, some at a time. After a failure no more are begun, those under way are aborted, and the first failure is
 * thrown once all of them have ended: nobody writes any more to what the caller then removes.
 */
export async function inParallel<Item>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const queue = [...items].values();
  const abort = new AbortController();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (abort.signal.aborted) return;
      try {
        await work(item, abort.signal);
      } catch (error) {
        failures.push(error);
        abort.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  if (failures.length > 0) throw failures[0];
}
