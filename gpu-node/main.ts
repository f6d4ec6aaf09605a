/** Entry point of the gpu-node process. */
import { runProcess } from '@quartet/service-kit/lifecycle.ts';
import { startNode } from './server/node.ts';
import { loadSettings } from './settings.ts';

await runProcess(() => startNode(loadSettings()));
