/**
 * Addresses of Leaflet's files; its clusters and its drawing only where they are used.
 *
 * @typedef {{leaflet: string, leafletCss: string, buendel?: string, zeichnen?: string}} Adressen
 */

let loading = null;

/**
 * Load Leaflet and its additions once per page, and only when a map is really shown.
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
    ...[adressen.buendel, adressen.zeichnen]
      .filter(Boolean)
      .map((src) => addElement('script', { src, async: false })),
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
