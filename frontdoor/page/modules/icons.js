/** The few line icons, drawn on a 24 pixel square. */
export const paths = {
  plus: ['M12 5v14', 'M5 12h14'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  lock: ['M7 11V8a5 5 0 0 1 10 0v3', 'M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z'],
  previous: ['M15 5l-7 7 7 7'],
  next: ['M9 5l7 7-7 7'],
  options: ['M4 8h9', 'M19 8h1', 'M16 5.5v5', 'M4 16h1', 'M11 16h9', 'M8 13.5v5'],
  copy: ['M9 9h10v11H9z', 'M5 15V4h10'],
  link: ['M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.6l-1 1', 'M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.6l1-1'],
  heart: ['M12 20S4 15.2 4 9.3A4.2 4.2 0 0 1 12 7.4a4.2 4.2 0 0 1 8 1.9C20 15.2 12 20 12 20z'],
  pin: ['M9 4h6l-.8 6 3.3 3.5H6.5L9.8 10z', 'M12 13.5V21'],
  download: ['M12 4v11', 'M7.5 11l4.5 4.5 4.5-4.5', 'M5 20h14'],
  upscale: ['M14 4h6v6', 'M20 4l-7 7', 'M10 20H4v-6', 'M4 20l7-7'],
  cutout: ['M12 12.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z', 'M5.5 20a6.5 6.5 0 0 1 13 0', 'M3 3l3 3', 'M21 3l-3 3'],
  retry: ['M19 12a7 7 0 1 1-2-4.9L19 9', 'M19 4v5h-5'],
  trash: ['M4 7h16', 'M9 7V4h6v3', 'M6.5 7l1 13h9l1-13', 'M10 11v5', 'M14 11v5'],
  again: ['M9 14l-5-5 5-5', 'M4 9h10a6 6 0 0 1 6 6v5'],
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
