// One of the processes that `profile.ts` measures in.
import { register } from 'tsx/esm/api';

register();
const { measureInProcess } = await import('./profile-in-process.ts');
export default measureInProcess;
