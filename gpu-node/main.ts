/** Entry point of the gpu-node process. */
import { runProcess } from '@quartet/service-kit/lifecycle.ts';
import { makeHelpersNice, niceness } from './runtime/niceness.ts';
import { startNode } from './server/node.ts';
import { loadSettings } from './settings.ts';

makeHelpersNice(niceness.helpers);
await runProcess(() => startNode(loadSettings()));
