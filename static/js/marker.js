/**
 * @typedef {object} Kategorie
 * @property {string} name
 * @property {DocumentFragment} zeichen its sign on the map: shape and colour
 */

/**
 * Return the signs that the server drew, by the slug of their Kategorie.
 *
 * @param {ParentNode} element
 * @returns {Map<string, Kategorie>}
 */
export function readKategorien(element) {
  const templates = [...element.querySelectorAll('template[data-kategorie]')];
  return new Map(
    templates.map((one) => [one.dataset.kategorie, { name: one.dataset.name, zeichen: one.content }]),
  );
}

/**
 * Make the marker of one feature. Its number is that of the list; without a list there is none.
 *
 * @param {object} feature
 * @param {number|undefined} nummer
 * @param {Kategorie|undefined} kategorie
 * @returns {L.Marker} with `eintrag`: what the feature says, `nummer` and `art`, the Kategorie
 */
export function createMarker(feature, nummer, kategorie) {
  const { kennung, name } = feature.properties;
  const art = kategorie?.name ?? '';
  const marker = L.marker(latLng(feature), {
    icon: icon('marker', { nummer, kennung }, () => [
      kategorie?.zeichen.cloneNode(true) ?? '',
      hidden(`${nummer ? `${nummer}: ` : ''}${name}${art ? `, ${art}` : ''}`),
    ]),
  });
  return Object.assign(marker, { eintrag: feature.properties, nummer, art });
}

/** Make the marker of several entries that the server put together. */
export function createBundle(feature) {
  const { anzahl } = feature.properties;
  return Object.assign(L.marker(latLng(feature), { icon: bundleIcon(anzahl) }), { anzahl });
}

/** Make the layer that puts neighbours together while they lie too close to tell apart. */
export function createClusters() {
  return L.markerClusterGroup({
    animate: false,
    chunkedLoading: true,
    chunkInterval: 60,
    iconCreateFunction: (cluster) => bundleIcon(cluster.getChildCount(), lowest(cluster)),
    maxClusterRadius: 42,
    showCoverageOnHover: false,
    spiderfyDistanceMultiplier: 1.6,
    spiderfyOnMaxZoom: false,
    spiderLegPolylineOptions: { className: 'spider-leg', interactive: false },
    zoomToBoundsOnClick: false,
  });
}

function lowest(cluster) {
  const numbers = cluster.getAllChildMarkers().map((marker) => marker.nummer ?? Infinity);
  return numbers.reduce((one, other) => Math.min(one, other), Infinity);
}

function bundleIcon(anzahl, nummer) {
  return icon('bundle', { nummer }, () => [shown(anzahl), hidden(' Einträge, näher heran')]);
}

let LazyIcon = null;

/** An icon whose inside is made when it is shown, not for 2,000 entries at once. */
function icon(block, data, contents) {
  LazyIcon ??= L.DivIcon.extend({
    createIcon() {
      const node = L.DivIcon.prototype.createIcon.call(this, null);
      const { nummer = Infinity, kennung = '' } = this.options.data;
      node.dataset.nummer = nummer;
      node.dataset.kennung = kennung;
      node.append(...this.options.contents());
      return node;
    },
  });
  return new LazyIcon({ className: block, contents, data, html: false, iconSize: null });
}

function latLng(feature) {
  const [laenge, breite] = feature.geometry.coordinates;
  return [breite, laenge];
}

function shown(text) {
  const node = document.createElement('span');
  node.textContent = text;
  return node;
}

function hidden(text) {
  const node = shown(text);
  node.className = 'visually-hidden';
  return node;
}
