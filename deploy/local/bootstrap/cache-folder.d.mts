/** Where downloads are kept, made if it is not there. */
export declare function cacheFolder(env?: NodeJS.ProcessEnv): Promise<string>;
