/** Puts the page together. */
import { announce } from './announcer.js';
import { listModels, listPlans } from './api.js';
import { showAccount, showSignIn, signIn } from './account.js';
import { watchConnection } from './connection.js';
import { createDetails } from './details.js';
import { byId, h, setAttribute } from './dom.js';
import { createGallery } from './gallery.js';
import { createRights } from './plans.js';
import { explain } from './problems.js';
import { createPromptBox } from './prompt-box.js';
import { currentRoute, leaveImage, startRouter } from './router.js';
import { createStudio } from './studio.js';
import { counted } from './words.js';

/** @type {import('./api.js').Me | undefined} */
let me;
/** @type {import('./api.js').Plan[]} */
let plans = [];
let rights = createRights(plans, undefined);
/** @type {ReturnType<typeof createPromptBox> | undefined} */
let promptBox;
const promptSlot = byId('prompt-box');
const generations = byId('generations');

const studio = createStudio(generations, {
  onPictures: (images) => gallery.addOnTop(images),
  getContext: () => context(),
  isMine: (generation) => me !== undefined && generation.images.every((image) => image.owner?.id === me?.id),
});

const gallery = createGallery(byId('gallery'), {
  onExample: (prompt) => promptBox?.use({ prompt }),
  mayPaint: () => me !== undefined,
  isStudioInSight,
});

const details = createDetails(byId('details'), {
  getContext: () => context(),
  known: (id) => gallery.known(id) ?? studio.known(id),
  neighbour: (id, step, opener) => neighbour(id, step, cameFromTile(opener)),
  onClosed(id, opener) {
    gallery.prune();
    if (cameFromTile(opener)) studio.focusImage(id);
    else gallery.focusImage(id);
  },
});

/** @returns {import('./actions/action.js').Context} What actions on pictures do to the page. */
function context() {
  return {
    me,
    rights,
    use(from) {
      leaveImage();
      promptBox?.use(from);
    },
    show(generation) {
      leaveImage();
      show(generation);
      studio.focus(generation.id);
      announce(`${counted(generation.images.length, 'picture')} in line.`);
    },
    make(generation, from) {
      const add = () => void studio.add(generation);
      if (isStudioInSight()) add();
      else gallery.holdStill(add);
      details.addChild(generation, from);
    },
    changed(image) {
      gallery.update(image);
      studio.changed(image);
      details.update(image);
    },
    deleted(generationId) {
      leaveImage();
      studio.remove(generationId);
      gallery.removeSet(generationId);
      announce('Deleted.');
    },
  };
}

/** @param {import('./api.js').Generation} generation */
function show(generation) {
  studio.add(generation);
  scrollTo({ top: 0, behavior: 'smooth' });
}

function isStudioInSight() {
  return generations.getBoundingClientRect().bottom > innerHeight * 0.25;
}

/** @param {Element | null} opener What the panel was opened from. */
function cameFromTile(opener) {
  return generations.contains(opener);
}

/**
 * The next picture in the list that this one was found in: the tiles above, or the gallery.
 * @param {string} id
 * @param {number} step
 * @param {boolean} tilesFirst
 */
function neighbour(id, step, tilesFirst) {
  const lists = [gallery.imageIds(), studio.imageIds()];
  const list = (tilesFirst ? lists.toReversed() : lists).find((ids) => ids.includes(id)) ?? [];
  const next = list[list.indexOf(id) + step];
  if (step > 0 && list.indexOf(id) > list.length - 8) void gallery.loadMore();
  return next;
}

const filters = [
  ['All', '/creations'],
  ['Public', '/creations?visibility=public'],
  ['Private', '/creations?visibility=private'],
];
let shownList = '';

/** @param {import('./router.js').Route} route */
function onRoute(route) {
  const list = `${route.view} ${route.visibility ?? ''}`;
  if (list !== shownList) {
    const first = shownList === '';
    shownList = list;
    showHead(route);
    gallery.show(route.view, route.visibility);
    if (!first) scrollTo({ top: 0, behavior: 'instant' });
  }
  if (route.image) void details.show(route.image);
  else details.hide();
  if (route.generation) {
    studio.open(route.generation).catch((error) => studio.say(explain(error).text));
  }
}

/** @param {import('./router.js').Route} route */
function showHead(route) {
  for (const link of document.querySelectorAll('[data-view]')) {
    setAttribute(link, 'aria-current', link.getAttribute('data-view') === route.view ? 'page' : false);
  }
  byId('gallery-title').textContent = route.view === 'explore' ? 'Explore' : 'Creations';
  const links = filters.map(([text, href]) => {
    const isCurrent = href === (route.visibility ? `/creations?visibility=${route.visibility}` : '/creations');
    return h('a', {
      href,
      text,
      'data-route': true,
      'aria-current': isCurrent ? 'true' : false,
      'data-testid': `filter-${text?.toLowerCase()}`,
    });
  });
  byId('gallery-tools').replaceChildren(
    ...(route.view === 'creations' ? [h('nav', { class: 'filters', 'aria-label': 'Which pictures' }, ...links)] : []),
  );
}

/** @param {import('./api.js').Me} person */
async function welcome(person) {
  me = person;
  rights = createRights(plans, person.plan);
  showAccount(byId('account'), person);
  // Without the list the model and size are left to their defaults.
  const models = await listModels().catch(() => []);
  promptBox = createPromptBox(promptSlot, {
    rights,
    models,
    onGeneration: show,
  });
  await studio.restore().catch((error) => studio.say(explain(error).text));
}

async function start() {
  watchConnection();
  try {
    // Known before the first picture opens; without the list everything is offered and the API says no.
    const [person, known] = await Promise.all([signIn(), listPlans().catch(() => [])]);
    plans = known;
    if (person) {
      const ready = welcome(person);
      startRouter(onRoute);
      await ready;
    } else {
      startRouter(onRoute);
      showSignIn(promptSlot, (signedIn) => {
        void welcome(signedIn);
        shownList = '';
        onRoute(currentRoute());
      });
    }
  } catch (error) {
    const again = () => location.reload();
    byId('gallery').replaceChildren(
      h(
        'div',
        { class: 'gallery-note', role: 'alert' },
        h('strong', { text: 'Quartet does not answer' }),
        h('p', { text: explain(error).text }),
        h('button', { type: 'button', class: 'button', text: 'Try again', 'data-testid': 'retry', onclick: again }),
      ),
    );
  }
}

void start();
