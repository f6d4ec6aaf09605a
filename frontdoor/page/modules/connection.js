/** Says when the network is away, and that what is being painted goes on. */
import { byId } from './dom.js';

export function watchConnection() {
  const note = byId('connection');
  const update = () => {
    note.textContent = navigator.onLine ? '' : 'You are offline. What is being painted goes on without you.';
    note.hidden = navigator.onLine;
  };
  addEventListener('offline', update);
  addEventListener('online', update);
  update();
}
