/** Tells whether node_modules holds what the lock file names. */
export declare function packagesInstalled(root: string, wanted: 'production' | 'all'): boolean;

/** Installs what the lock file names. */
export declare function installPackages(root: string, wanted: 'production' | 'all'): Promise<void>;
