/**
 * Finds or fetches the servers' programs. Resolves to the QUARTET_…_BIN variables, each an absolute path that was seen to
 * run; rejects with a SetupError that says what to install or set.
 */
export declare function provisionServers(options: {
  readonly note: (text: string) => void;
  readonly env?: NodeJS.ProcessEnv;
}): Promise<Record<string, string>>;
