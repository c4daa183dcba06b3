import { sign } from './zeichen.js';

const NOTHING_CHOSEN = { gewaehlt: [], teilraeume: [] };
const ROOM_FOR_NAMES = 13; // zoom; farther off, the names of quarters lie on one another

/**
 * Draw the ground of the map: all outlines thinly, the chosen ones filled, and what is in them.
 *
 * @param {L.Map} map
 * @param {object} alle FeatureCollection of the Sozialräume
 * @param {object} [chosen] nothing by default
 * @param {object[]} chosen.gewaehlt geometries
 * @param {{umriss: object, mitte: number[], zeilen: string[]}[]} chosen.teilraeume
 * @returns {L.LatLngBounds} of what is chosen, else of all
 */
export function drawUmrisse(map, alle, { gewaehlt, teilraeume } = NOTHING_CHOSEN) {
  const kind = gewaehlt.length ? 'context' : 'ground';
  const ground = L.geoJSON(alle, { style: { className: `map__area map__area--${kind}` }, interactive: false });
  ground.addTo(map);
  if (!gewaehlt.length) return ground.getBounds();
  const chosen = L.geoJSON(gewaehlt, { style: { className: 'map__area' }, interactive: false });
  chosen.addTo(map);
  for (const teilraum of teilraeume) drawTeilraum(map, teilraum);
  const spare = () => map.getContainer().classList.toggle('is-far', map.getZoom() < ROOM_FOR_NAMES);
  map.on('zoomend', spare);
  spare();
  return chosen.getBounds();
}

/** Draw a thin outline with its name in the middle; the name is decoration, the list has it. */
function drawTeilraum(map, { umriss, mitte, zeilen }) {
  L.geoJSON(umriss, { style: { className: 'map__area map__area--inside' }, interactive: false }).addTo(map);
  const name = document.createElement('span');
  name.setAttribute('aria-hidden', 'true');
  for (const zeile of zeilen) {
    if (name.hasChildNodes()) name.append(document.createElement('br'));
    name.append(zeile);
  }
  const icon = L.divIcon({ className: 'mapname', html: name, iconSize: null });
  L.marker(mitte, { icon, interactive: false, keyboard: false, zIndexOffset: -2000 }).addTo(map);
}

/** Show stops by the sign that the list beside the map has, too. */
export function drawHaltestellen(map, haltestellen) {
  for (const { breite, laenge } of haltestellen) {
    const letter = document.createElement('span');
    letter.textContent = 'H';
    letter.setAttribute('aria-hidden', 'true');
    const icon = L.divIcon({ className: 'mapstop', html: letter, iconSize: null });
    L.marker([breite, laenge], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(map);
  }
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
