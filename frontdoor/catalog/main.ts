/** Entry of the catalog process. */
import { loadConfig } from '@quartet/service-kit/config.ts';
import { runProcess } from '@quartet/service-kit/lifecycle.ts';
import { startCatalog } from './service.ts';
import { catalogPrefix, catalogSettings } from './settings.ts';

await runProcess(async () => {
  const catalog = await startCatalog(loadConfig(catalogSettings, catalogPrefix));
  // A database that refuses a migration cannot be served: end, and say so by the exit code.
  catalog.prepared.catch((error: unknown) => {
    catalog.log.fatal({ err: error }, 'the catalog cannot be prepared');
    process.exit(1);
  });
  return catalog;
});
