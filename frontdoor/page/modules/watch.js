/**
 * Follows generations until they end. Browsers allow six connections to one host over HTTP/1.1, so only a few event
 * streams are open at once; the others are asked for now and then until one of the streams becomes free. A hidden page
 * holds no stream: it asks for the state when it is looked at again.
 */
import { ApiError, getGeneration } from './api.js';

/**
 * @typedef {import('./api.js').Generation} Generation
 * @typedef {{ generation_id: string, image_id?: string, index?: number, position?: number | null, estimate_seconds?: number | null,
 *   step?: number, steps?: number, media_type?: string, data?: string, reason?: string, status?: string }} EventData
 * @typedef {{ onEvent: (name: string, data: EventData) => void, onState: (generation: Generation) => void,
 *   onGone: () => void }} Watcher `onState` gets the whole truth, now and then and always at the end.
 */

const mostStreams = 3;
const pollMs = 2000;
const imageEvents = [
  'image.queued',
  'image.started',
  'image.progress',
  'image.preview',
  'image.completed',
  'image.failed',
  'image.canceled',
];
const lastEvents = ['generation.completed', 'generation.canceled'];

/** @param {Generation} generation */
export const hasEnded = (generation) => generation.status !== 'queued' && generation.status !== 'running';

let openStreams = 0;

/** @type {Map<string, { watchers: Set<Watcher>, stop: () => void }>} By generation: one stream, however many look at it. */
const followed = new Map();

/**
 * @param {Generation} generation
 * @param {Watcher} watcher
 * @returns {() => void} Stops watching. It cancels nothing.
 */
export function watch(generation, watcher) {
  const { id } = generation;
  const entry = followed.get(id) ?? { watchers: new Set(), stop: () => {} };
  entry.watchers.add(watcher);
  /** @param {(each: Watcher) => void} tell */
  const tellAll = (tell) => [...entry.watchers].forEach(tell);
  const forget = () => followed.get(id) === entry && followed.delete(id);
  if (!followed.has(id)) {
    followed.set(id, entry);
    entry.stop = follow(generation, {
      onEvent: (name, data) => tellAll((each) => each.onEvent(name, data)),
      onState(state) {
        if (hasEnded(state)) forget();
        tellAll((each) => each.onState(state));
      },
      onGone() {
        forget();
        tellAll((each) => each.onGone());
      },
    });
  }
  return () => {
    entry.watchers.delete(watcher);
    if (entry.watchers.size > 0) return;
    entry.stop();
    forget();
  };
}

/**
 * @param {Generation} generation
 * @param {Watcher} watcher
 * @returns {() => void}
 */
function follow(generation, { onEvent, onState, onGone }) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let stopped = false;

  function closeStream() {
    if (!source) return;
    source.close();
    source = undefined;
    openStreams -= 1;
  }

  function stop() {
    stopped = true;
    clearTimeout(timer);
    closeStream();
    document.removeEventListener('visibilitychange', onVisibility);
  }

  function openStream() {
    openStreams += 1;
    const stream = new EventSource(generation.urls.events);
    source = stream;
    for (const name of imageEvents) stream.addEventListener(name, (event) => onEvent(name, JSON.parse(event.data)));
    for (const name of lastEvents) {
      stream.addEventListener(name, () => {
        closeStream();
        void refresh();
      });
    }
    stream.addEventListener('error', () => {
      // While it connects again by itself nothing is to be done. Closed means that the answer was a refusal.
      if (stream.readyState !== EventSource.CLOSED) return;
      // The state tells whether there is still anything to watch.
      closeStream();
      clearTimeout(timer);
      timer = setTimeout(() => void refresh(), pollMs);
    });
  }

  async function refresh() {
    try {
      const state = await getGeneration(generation.id);
      if (stopped) return;
      onState(state);
      if (hasEnded(state)) {
        stop();
        return;
      }
    } catch (error) {
      if (stopped) return;
      if (error instanceof ApiError && (error.status === 404 || error.status === 401)) {
        stop();
        onGone();
        return;
      }
    }
    schedule();
  }

  function schedule() {
    clearTimeout(timer);
    if (stopped || document.hidden || source) return;
    timer = setTimeout(() => {
      if (openStreams < mostStreams) openStream();
      else void refresh();
    }, pollMs);
  }

  function onVisibility() {
    if (document.hidden) {
      clearTimeout(timer);
      closeStream();
    } else if (!source) {
      begin();
    }
  }

  function begin() {
    if (openStreams < mostStreams) openStream();
    else schedule();
  }

  document.addEventListener('visibilitychange', onVisibility);
  if (!document.hidden) begin();
  return stop;
}
