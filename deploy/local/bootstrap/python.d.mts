/** A Python 3.8 or newer that has pip, by its name on PATH; rejects with a SetupError that says what to install. */
export declare function findPython(env: NodeJS.ProcessEnv): Promise<string>;
