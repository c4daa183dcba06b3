import { sign } from './zeichen.js';

/**
 * Draw the ground of the map: all outlines thinly, the chosen ones filled.
 *
 * @param {L.Map} map
 * @param {object} alle FeatureCollection of the Sozialräume
 * @param {object[]} gewaehlte geometries
 * @returns {L.LatLngBounds} of what is chosen, else of all
 */
export function drawUmrisse(map, alle, gewaehlte) {
  const kind = gewaehlte.length ? 'context' : 'ground';
  const ground = L.geoJSON(alle, { style: { className: `map__area map__area--${kind}` }, interactive: false });
  ground.addTo(map);
  if (!gewaehlte.length) return ground.getBounds();
  const chosen = L.geoJSON(gewaehlte, { style: { className: 'map__area' }, interactive: false });
  return chosen.addTo(map).getBounds();
}

/**
 * Show where distances are measured from and, where one is chosen, the radius around.
 *
 * @param {L.Map} map
 * @param {{breite: number, laenge: number, umkreis: number}} ort
 * @returns {L.LatLngBounds|null} of the radius
 */
export function drawOrt(map, { breite, laenge, umkreis }) {
  const pin = document.createElement('span');
  pin.append(sign('i-ort'));
  const icon = L.divIcon({ className: 'pin', html: pin, iconSize: null });
  L.marker([breite, laenge], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(map);
  return umkreis ? drawCircle(map, [breite, laenge], umkreis) : null;
}

/** Draw a dashed circle of `radius` metres and return its bounds. */
export function drawCircle(map, middle, radius) {
  const options = { radius, className: 'map__circle', interactive: false, fill: false };
  return L.circle(middle, options).addTo(map).getBounds();
}
