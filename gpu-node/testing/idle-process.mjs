// Does nothing but measure how late its own timer is: what the machine alone does to a process. Answers each message with
// the worst delay since the last one, milliseconds.
import { monitorEventLoopDelay } from 'node:perf_hooks';

// prom-client measures the node with the same resolution.
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
process.on('message', () => {
  process.send(delay.max / 1e6);
  delay.reset();
});
process.send(0);
