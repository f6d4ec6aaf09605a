/** The few line icons, drawn on a 24 pixel square. */
const paths = {
  plus: ['M12 5v14', 'M5 12h14'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  lock: ['M7 11V8a5 5 0 0 1 10 0v3', 'M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z'],
  previous: ['M15 5l-7 7 7 7'],
  next: ['M9 5l7 7-7 7'],
  options: ['M4 8h9', 'M19 8h1', 'M16 5.5v5', 'M4 16h1', 'M11 16h9', 'M8 13.5v5'],
  copy: ['M9 9h10v11H9z', 'M5 15V4h10'],
  link: ['M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.6l-1 1', 'M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.6l1-1'],
  again: ['M5 12a7 7 0 0 1 12-4.9L19 9', 'M19 4v5h-5', 'M19 12a7 7 0 0 1-12 4.9L5 15', 'M5 20v-5h5'],
};

/**
 * @param {keyof typeof paths} name
 * @returns {SVGSVGElement} Hidden from screen readers: the control around it carries the name.
 */
export function icon(name) {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  for (const d of paths[name]) {
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
