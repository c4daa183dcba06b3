/** @typedef {{leaflet: string, buendel: string, leafletCss: string}} Adressen addresses of Leaflet's files */

let loading = null;

/**
 * Load Leaflet and its clusters once per page, and only when a map is really shown.
 *
 * Settles when the global `L` is there. The default marker's pictures are never used; their
 * address is set so that Leaflet does not look for it in hashed file names.
 *
 * @param {Adressen} adressen
 * @returns {Promise<void>}
 */
export function loadLeaflet(adressen) {
  loading ??= Promise.all([
    addElement('link', { rel: 'stylesheet', href: adressen.leafletCss }),
    addElement('script', { src: adressen.leaflet, async: false }),
    addElement('script', { src: adressen.buendel, async: false }),
  ]).then(() => {
    window.L.Icon.Default.imagePath = '/';
  });
  return loading;
}

function addElement(name, properties) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), properties);
    element.addEventListener('load', resolve);
    element.addEventListener('error', () => reject(new Error(`Nicht geladen: ${name}`)));
    document.head.append(element);
  });
}
