/** Who is here: the session, the chip in the header, and the form for a key where a session cannot be had without one. */
import { ApiError, createSession, getMe } from './api.js';
import { h } from './dom.js';
import { explain } from './problems.js';
import { capitalised } from './words.js';

/**
 * A local demo signs itself in. Throws when nothing answers.
 * @returns {Promise<import('./api.js').Me | undefined>} Undefined where a key is needed.
 */
export async function signIn() {
  const known = await meOrNobody();
  if (known) return known;
  try {
    await createSession();
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return undefined;
    throw error;
  }
  return meOrNobody();
}

/** @returns {Promise<import('./api.js').Me | undefined>} */
async function meOrNobody() {
  try {
    return await getMe();
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return undefined;
    throw error;
  }
}

/**
 * @param {HTMLElement} root
 * @param {import('./api.js').Me} me
 */
export function showAccount(root, me) {
  root.replaceChildren(
    h(
      'span',
      { class: 'account-chip', 'data-testid': 'account', title: `Signed in as ${me.handle}` },
      h('span', { class: 'account-handle', text: me.handle }),
      h('span', { class: 'account-plan', text: capitalised(me.plan) }),
    ),
  );
}

/**
 * @param {HTMLElement} root
 * @param {(me: import('./api.js').Me) => void} onSignedIn
 */
export function showSignIn(root, onSignedIn) {
  const input = h('input', {
    class: 'text-field',
    type: 'password',
    name: 'key',
    autocomplete: 'current-password',
    spellcheck: 'false',
    placeholder: 'qk_…',
    'aria-label': 'Key',
    'data-testid': 'key',
  });
  const error = h('p', { class: 'field-error', role: 'alert' });
  const button = h('button', {
    type: 'submit',
    class: 'button button-primary',
    text: 'Sign in',
    'data-testid': 'sign-in',
  });

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    error.textContent = '';
    const key = input.value.trim();
    if (!key) {
      error.textContent = 'Enter your key.';
      input.focus();
      return;
    }
    button.disabled = true;
    try {
      await createSession(key);
      const me = await getMe();
      onSignedIn(me);
    } catch (problem) {
      const refused = problem instanceof ApiError && problem.status < 500 && problem.status !== 429;
      error.textContent = refused ? 'This key is not known here.' : explain(problem).text;
      button.disabled = false;
    }
  }

  root.replaceChildren(
    h(
      'form',
      { class: 'sign-in', onsubmit: submit },
      h('h2', { text: 'Sign in to paint' }),
      h('p', { text: 'With a key of this installation. Public pictures can be seen without one.' }),
      input,
      error,
      button,
    ),
  );
}
