import { loadConfig } from '@quartet/service-kit/config.ts';
import { runProcess } from '@quartet/service-kit/lifecycle.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { settings } from './settings.ts';
import { startScheduler } from './start.ts';

await runProcess(async () => {
  const config = loadConfig(settings, 'QUARTET_SCHEDULER_');
  return startScheduler(config, createLogger('scheduler', config.QUARTET_LOG_LEVEL));
});
