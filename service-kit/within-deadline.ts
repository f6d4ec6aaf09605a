import { ReasonError } from '@quartet/protos/reasons.ts';

/**
 * What `work` comes to, for clients that know no deadline of their own. The work itself cannot be stopped: what it brings
 * when it is too late is given to `dispose`.
 * @throws ReasonError `unavailable` when it takes longer; else what `work` throws.
 */
export async function withinDeadline<Value>(
  work: Promise<Value>,
  deadlineMs: number,
  dispose: (value: Value) => void = () => undefined,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      work.then(dispose, () => undefined);
      reject(new ReasonError('REASON_UNAVAILABLE'));
    }, deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
