/** The prompt and Generate. On a phone it is a panel that "+" opens. */
import { createGeneration } from './api.js';
import { announce } from './announcer.js';
import { h, setAttribute } from './dom.js';
import { icon } from './icons.js';
import { explain } from './problems.js';
import { createPromptOptions } from './prompt-options.js';
import { randomId } from './random-id.js';

const longestPrompt = 2000;
/** The counter shows from here on. */
const countFrom = 1800;
const phone = matchMedia('(max-width: 640px)');

/** @param {string} text Characters as the API counts them: code points of the trimmed, composed text. */
const lengthOf = (text) => Array.from(text.trim().normalize('NFC')).length;

/**
 * @param {HTMLElement} root
 * @param {{ rights: ReturnType<typeof import('./plans.js').createRights>, models: import('./api.js').Model[],
 *   onGeneration: (generation: import('./api.js').Generation) => void }} options
 */
export function createPromptBox(root, { rights, models, onGeneration }) {
  const options = createPromptOptions(rights, models);
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  const input = h('textarea', {
    class: 'prompt-input',
    id: 'prompt',
    rows: 2,
    placeholder: 'What would you like to see?',
    'aria-label': 'Prompt',
    'aria-describedby': 'prompt-error',
    enterkeyhint: 'enter',
    spellcheck: 'true',
    'data-testid': 'prompt',
    oninput: onInput,
    onkeydown: onKey,
  });
  const counter = h('p', { class: 'prompt-count', hidden: true });
  const error = h('p', {
    class: 'prompt-error field-error',
    id: 'prompt-error',
    role: 'alert',
    hidden: true,
    'data-testid': 'prompt-error',
  });
  const generateLabel = h('span', { text: 'Generate' });
  const generate = h(
    'button',
    {
      type: 'submit',
      class: 'button button-primary',
      'data-testid': 'generate',
      'aria-keyshortcuts': 'Control+Enter Meta+Enter',
    },
    generateLabel,
    h('span', { class: 'shortcut', 'aria-hidden': 'true', text: isMac ? '⌘ ↵' : 'Ctrl ↵' }),
  );
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'button button-quiet',
      'aria-expanded': 'false',
      'aria-controls': 'prompt-options',
      'data-testid': 'options',
      onclick: onToggle,
    },
    icon('options'),
    'Options',
  );
  const closeButton = h(
    'button',
    { type: 'button', class: 'button button-quiet button-icon close-prompt', 'aria-label': 'Close', onclick: close },
    icon('close'),
  );
  const form = h(
    'form',
    { class: 'prompt-box', 'aria-label': 'New pictures', novalidate: true, onsubmit: submit, onkeydown: onPanelKey },
    h('p', { class: 'prompt-title', 'aria-hidden': 'true', text: 'New pictures' }),
    closeButton,
    input,
    counter,
    error,
    h('div', { class: 'prompt-row' }, options.visibility, options.count, toggle, generate),
    options.panel,
  );
  const opener = h(
    'button',
    {
      type: 'button',
      class: 'open-prompt',
      'aria-label': 'New pictures',
      'aria-expanded': 'false',
      'data-testid': 'open-prompt',
      onclick: openPanel,
    },
    icon('plus'),
  );
  const scrim = h('div', { class: 'prompt-scrim', onclick: close });
  root.replaceChildren(form, opener, scrim);

  let busy = false;
  /** Kept while nothing answered, so that trying again cannot paint twice. */
  let attempt = { body: '', key: '' };

  function onInput() {
    const length = lengthOf(input.value);
    counter.hidden = length < countFrom;
    counter.textContent = `${length} / ${longestPrompt}`;
    counter.toggleAttribute('data-over', length > longestPrompt);
    if (!error.hidden && length > 0 && length <= longestPrompt) refuse('');
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  }

  /**
   * @param {string} text Empty takes an earlier refusal away.
   * @param {string} [field]
   */
  function refuse(text, field) {
    error.textContent = text;
    error.hidden = !text;
    setAttribute(input, 'aria-invalid', text && field === 'prompt' ? 'true' : false);
  }

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    if (busy) return;
    const prompt = input.value.trim();
    const length = lengthOf(prompt);
    if (length === 0 || length > longestPrompt) {
      refuse(
        length === 0
          ? 'Say what you would like to see.'
          : `The prompt is too long: ${length} of ${longestPrompt} characters.`,
        'prompt',
      );
      input.focus();
      return;
    }
    const request = { prompt, ...options.read() };
    const body = JSON.stringify(request);
    if (attempt.body !== body) attempt = { body, key: randomId() };
    setBusy(true);
    refuse('');
    try {
      const generation = await createGeneration(request, attempt.key);
      attempt = { body: '', key: '' };
      close();
      announce(`${generation.images.length} pictures are in line.`);
      onGeneration(generation);
    } catch (problem) {
      const { text, field } = explain(problem);
      refuse(text, field);
      if (field && options.fields.includes(field)) showOptions(true);
    } finally {
      setBusy(false);
    }
  }

  /** @param {boolean} now */
  function setBusy(now) {
    busy = now;
    setAttribute(generate, 'aria-disabled', now ? 'true' : false);
    generateLabel.textContent = now ? 'Sending' : 'Generate';
  }

  function onToggle() {
    showOptions(options.panel.hidden);
  }

  /** @param {boolean} open */
  function showOptions(open) {
    options.panel.hidden = !open;
    toggle.setAttribute('aria-expanded', String(open));
  }

  function openPanel() {
    form.toggleAttribute('data-open', true);
    opener.setAttribute('aria-expanded', 'true');
    input.focus({ preventScroll: true });
  }

  function close() {
    if (!form.hasAttribute('data-open')) return;
    form.toggleAttribute('data-open', false);
    opener.setAttribute('aria-expanded', 'false');
    if (phone.matches) opener.focus({ preventScroll: true });
  }

  /** Esc closes the panel, and Tab goes round in it: what lies behind is covered. @param {KeyboardEvent} event */
  function onPanelKey(event) {
    if (!phone.matches || !form.hasAttribute('data-open')) return;
    if (event.key === 'Escape') close();
    if (event.key !== 'Tab') return;
    const stops = [...form.querySelectorAll('button, select, textarea, input')].filter((stop) => stop.offsetParent);
    const [first, last] = [stops[0], stops.at(-1)];
    const edge = event.shiftKey ? first : last;
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }

  return {
    /** @param {import('./prompt-options.js').Reusable} from */
    use(from) {
      input.value = from.prompt ?? '';
      // What is not as usual is shown: a seed that is not seen would surprise.
      if (options.write(from)) showOptions(true);
      onInput();
      if (phone.matches) openPanel();
      else {
        scrollTo({ top: 0, behavior: 'smooth' });
        input.focus({ preventScroll: true });
      }
    },
  };
}
