/** Choices beside the prompt: visibility and count always, model, size, Magic Prompt, negative prompt and seed on demand. */
import { h } from './dom.js';
import { capitalised } from './words.js';

/**
 * @typedef {{ prompt?: string, negative_prompt?: string, model?: string, magic_prompt?: string | null, seed?: number,
 *   width?: number, height?: number, visibility?: string, action?: string }} Reusable A picture, or an example's prompt alone.
 */

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

/**
 * @param {HTMLElement} option Of {@link labelled}.
 * @param {string} id
 * @param {string} text
 */
function explained(option, id, text) {
  option.append(h('span', { class: 'option-hint', id, text }));
  option.querySelector('select')?.setAttribute('aria-describedby', id);
  return option;
}

/** @param {string} size "256x256" */
function sizeWords(size) {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const shape = width === height ? 'Square' : width > height ? 'Wide' : 'Tall';
  return `${shape}, ${width} × ${height}`;
}

/**
 * @param {ReturnType<typeof import('./plans.js').createRights>} rights
 * @param {import('./api.js').Model[]} models The default first.
 */
export function createPromptOptions(rights, models) {
  const last = remembered();
  const mayHide = rights.has('private_images');
  const visibility = h(
    'select',
    { class: 'select', 'aria-label': 'Who can see the pictures', 'data-testid': 'visibility', onchange: remember },
    h('option', { value: 'public', text: 'Public' }),
    h('option', {
      value: 'private',
      text: mayHide ? 'Private' : `Private, with ${capitalised(rights.cheapestWith('private_images') ?? '')}`,
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
  const magicAuto = h('option', { value: 'auto', text: 'Auto' });
  const magic = h(
    'select',
    { class: 'select', 'data-testid': 'magic-prompt', onchange: remember },
    magicAuto,
    h('option', { value: 'on', text: 'On' }),
    h('option', { value: 'off', text: 'Off' }),
  );
  if (last.magic === 'on' || last.magic === 'off') magic.value = last.magic;
  const negative = h('input', {
    class: 'text-field',
    type: 'text',
    maxlength: 2000,
    autocomplete: 'off',
    placeholder: 'What should not be there',
    'data-testid': 'negative-prompt',
  });
  const seed = h('input', {
    class: 'text-field',
    type: 'text',
    inputmode: 'numeric',
    pattern: '[0-9]*',
    maxlength: 10,
    autocomplete: 'off',
    placeholder: 'Random',
    'data-testid': 'seed',
  });

  const panel = h(
    'div',
    { class: 'prompt-options', id: 'prompt-options', hidden: true },
    models.length > 0 && labelled('Model', model),
    models.length > 0 && labelled('Size', size),
    labelled('Seed', seed),
    explained(labelled('Magic Prompt', magic), 'magic-prompt-hint', 'Adds a detail of its own to each picture'),
    labelled('Leave out', negative, 'wide'),
  );

  function onModel() {
    const chosen = models.find(({ id }) => id === model.value);
    size.replaceChildren(...(chosen?.sizes ?? []).map((value) => h('option', { value, text: sizeWords(value) })));
    if (chosen) magicAuto.textContent = `Auto: ${chosen.magic_prompt_auto ? 'on' : 'off'} for this model`;
  }

  function remember() {
    try {
      localStorage.setItem(
        storageKey,
        JSON.stringify({ visibility: visibility.value, count: count.value, magic: magic.value }),
      );
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
      const request = { visibility: visibility.value, count: Number(count.value), magic_prompt: magic.value };
      if (model.selectedIndex > 0) request.model = model.value;
      if (model.selectedIndex > 0 || size.selectedIndex > 0) request.size = size.value;
      if (negative.value.trim()) request.negative_prompt = negative.value.trim();
      if (seed.value.trim()) request.seed = Number(seed.value.trim());
      return request;
    },
    /** Fields of a request whose controls are in the panel. */
    fields: ['model', 'size', 'seed', 'magic_prompt', 'negative_prompt'],
    /**
     * @param {Reusable} from Options to use again.
     * @returns {boolean} Whether something in the panel is not as usual now.
     */
    write(from) {
      // Of a picture that was made from another, model, size and seed are not those of a painting.
      const painted = from.action === 'generate';
      negative.value = from.negative_prompt ?? '';
      seed.value = painted ? String(from.seed ?? '') : '';
      if (painted && models.some(({ id }) => id === from.model)) {
        model.value = from.model;
        onModel();
        const wanted = `${from.width}x${from.height}`;
        if ([...size.options].some(({ value }) => value === wanted)) size.value = wanted;
      }
      if (from.magic_prompt) magic.value = from.magic_prompt;
      // What was private does not become public by being used again.
      if (from.visibility === 'private' && mayHide) visibility.value = 'private';
      return Boolean(negative.value || seed.value);
    },
  };
}
