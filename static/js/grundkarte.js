import { sign } from './zeichen.js';

const OBERHAUSEN = [51.51, 6.86];

/**
 * Make an empty map of Oberhausen at the beginning of `stage`.
 *
 * It shows no tiles. The wheel moves the page until the map was chosen, and nothing moves by
 * itself for people who asked for calm.
 *
 * @param {HTMLElement} stage
 * @returns {L.Map}
 */
export function makeMap(stage) {
  const container = document.createElement('div');
  container.className = 'mapview__leaflet';
  container.setAttribute('role', 'region');
  container.setAttribute('aria-label', 'Karte, mit den Pfeiltasten verschieben');
  stage.prepend(container);
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(container, {
    attributionControl: false,
    fadeAnimation: !calm,
    maxZoom: 18,
    minZoom: 10,
    renderer: L.svg({ padding: 0 }),
    scrollWheelZoom: false,
    zoomAnimation: !calm,
    zoomControl: false,
    zoomSnap: 0.5,
  });
  map.setView(OBERHAUSEN, 12);
  map.getPanes().overlayPane.setAttribute('aria-hidden', 'true');
  map.on('focus', () => map.scrollWheelZoom.enable());
  map.on('blur', () => map.scrollWheelZoom.disable());
  new ResizeObserver(() => map.invalidateSize()).observe(container);
  addZoomButtons(map);
  return map;
}

/** Leaflet's two zoom buttons with German names and the portal's signs. */
function addZoomButtons(map) {
  const titles = { zoomInTitle: 'Näher heran', zoomOutTitle: 'Weiter weg' };
  const control = L.control.zoom({ position: 'topright', ...titles }).addTo(map);
  const [nearer, farther] = control.getContainer().querySelectorAll('a');
  nearer.replaceChildren(sign('i-plus'));
  farther.replaceChildren(sign('i-minus'));
}
