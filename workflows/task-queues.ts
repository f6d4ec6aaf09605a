/**
 * Temporal task queues. Placing waits long and costs nothing, running must start at once: with a queue each, any number of
 * waiting images cannot keep a leased one from being run.
 */
export const taskQueues = {
  /** Workflow tasks. The catalog starts workflows here. */
  workflows: 'quartet-workflows',
  /** Activity `place`. */
  place: 'quartet-place',
  /** Activities `run`, `finish` and `recordFailure`. */
  run: 'quartet-run',
} as const;
