const SVG = 'http://www.w3.org/2000/svg';

/**
 * Draw one sign of the page's sprite.
 *
 * @param {string} id as in the sprite, like „i-ort“
 * @returns {SVGSVGElement}
 */
export function sign(id) {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#${id}`);
  svg.append(use);
  return svg;
}
