/** Runs a command to its end without a terminal; resolves with the last of its output, whatever its outcome. */
export declare function runCommand(
  command: string,
  args: readonly string[],
  options?: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly timeoutMs?: number },
): Promise<{ ok: boolean; output: string }>;
