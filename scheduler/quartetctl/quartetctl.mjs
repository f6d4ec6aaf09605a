#!/usr/bin/env node
/** Runs the command from its sources (docs/decisions/003). */
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
