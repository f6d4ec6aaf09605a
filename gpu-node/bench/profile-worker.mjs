// One of the processes that `profile.ts` measures in.
import { register } from 'tsx/esm/api';

register();
const { makeHelpersNice, niceness } = await import('../runtime/niceness.ts');
const { measureInProcess } = await import('./profile-in-process.ts');
// As the node's own process does.
makeHelpersNice(niceness.helpers);
export default measureInProcess;
