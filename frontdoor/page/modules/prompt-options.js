/** Choices beside the prompt: visibility and count always, model, size, negative prompt and seed on demand. */
import { h } from './dom.js';
import { capitalised } from './words.js';

/** Plans that may paint in private, cheapest first, as the page shows them; the API decides. */
const plansWithPrivate = ['plus', 'pro', 'team'];
const mostPictures = 8;
const defaultPictures = 4;
const storageKey = 'quartet.options';

/** @returns {Record<string, string>} The last choices on this device; never a prompt. */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}');
  } catch {
    return {};
  }
}

/**
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [className]
 */
function labelled(label, control, className = '') {
  return h('label', { class: `option ${className}` }, h('span', { class: 'option-label', text: label }), control);
}

/** @param {string} size "256x256" */
function sizeWords(size) {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const shape = width === height ? 'Square' : width > height ? 'Wide' : 'Tall';
  return `${shape}, ${width} × ${height}`;
}

/**
 * @param {import('./api.js').Me} me
 * @param {import('./api.js').Model[]} models The default first.
 */
export function createPromptOptions(me, models) {
  const last = remembered();
  const mayHide = plansWithPrivate.includes(me.plan);
  const visibility = h(
    'select',
    { class: 'select', 'aria-label': 'Who can see the pictures', 'data-testid': 'visibility', onchange: remember },
    h('option', { value: 'public', text: 'Public' }),
    h('option', {
      value: 'private',
      text: mayHide ? 'Private' : `Private, with ${capitalised(plansWithPrivate[0] ?? '')}`,
      disabled: !mayHide,
    }),
  );
  if (mayHide && last.visibility === 'private') visibility.value = 'private';

  const count = h('select', {
    class: 'select',
    'aria-label': 'How many pictures',
    'data-testid': 'count',
    onchange: remember,
  });
  for (let n = 1; n <= mostPictures; n += 1)
    count.append(h('option', { value: n, text: n === 1 ? '1 picture' : `${n} pictures` }));
  const lastCount = Number(last.count);
  count.value = String(lastCount >= 1 && lastCount <= mostPictures ? lastCount : defaultPictures);

  const model = h('select', { class: 'select', 'data-testid': 'model', onchange: onModel });
  for (const { id, name } of models) model.append(h('option', { value: id, text: name }));
  const size = h('select', { class: 'select', 'data-testid': 'size' });
  const negative = h('input', {
    class: 'text-field',
    type: 'text',
    maxlength: 2000,
    autocomplete: 'off',
    placeholder: 'What should not be there',
  });
  const seed = h('input', {
    class: 'text-field',
    type: 'text',
    inputmode: 'numeric',
    pattern: '[0-9]*',
    maxlength: 10,
    autocomplete: 'off',
    placeholder: 'Random',
  });

  const panel = h(
    'div',
    { class: 'prompt-options', id: 'prompt-options', hidden: true },
    models.length > 0 && labelled('Model', model),
    models.length > 0 && labelled('Size', size),
    labelled('Leave out', negative, models.length > 0 ? '' : 'wide'),
    labelled('Seed', seed),
  );

  function onModel() {
    const chosen = models.find(({ id }) => id === model.value);
    size.replaceChildren(...(chosen?.sizes ?? []).map((value) => h('option', { value, text: sizeWords(value) })));
  }

  function remember() {
    try {
      localStorage.setItem(storageKey, JSON.stringify({ visibility: visibility.value, count: count.value }));
    } catch {
      // Storage is refused in some private windows: the choice then lasts as long as the page.
    }
  }

  onModel();

  return {
    visibility,
    count,
    panel,
    /** @returns {Record<string, unknown>} What the request says; defaults are left out. */
    read() {
      /** @type {Record<string, unknown>} */
      const request = { visibility: visibility.value, count: Number(count.value) };
      if (model.selectedIndex > 0) request.model = model.value;
      if (model.selectedIndex > 0 || size.selectedIndex > 0) request.size = size.value;
      if (negative.value.trim()) request.negative_prompt = negative.value.trim();
      if (seed.value.trim()) request.seed = Number(seed.value.trim());
      return request;
    },
    /** @param {{ negative_prompt?: string, model?: string }} from Options to use again. */
    write(from) {
      negative.value = from.negative_prompt ?? '';
      if (from.model && models.some(({ id }) => id === from.model)) {
        model.value = from.model;
        onModel();
      }
    },
  };
}
