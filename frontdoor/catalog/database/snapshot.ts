import type { Database, Tx } from './schema.ts';

/** Several reads of one moment: what is committed between them is in none of them. */
export function inSnapshot<Result>(db: Database, read: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}
