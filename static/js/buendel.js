import { fetchGeoJson } from './geojson.js';

const REST = 250; // milliseconds without a movement before the server is asked again

/**
 * Ask for what is in view after each movement, where the server puts neighbours together.
 *
 * @param {L.Map} map
 * @param {string} adresse
 * @param {(features: object[]) => void} draw
 * @param {(error: Error) => void} fail
 */
export function followView(map, adresse, draw, fail) {
  let waiting = 0;
  let asked = new AbortController();

  const ask = async () => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const parameters = { bbox: box(map.getBounds().pad(0.2)), zoom: Math.round(map.getZoom()) };
    try {
      draw((await fetchGeoJson(adresse, parameters, signal)).features);
    } catch (error) {
      if (!signal.aborted) fail(error);
    }
  };
  map.on('moveend', () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, REST);
  });
  ask();
}

/** West, south, east, north with the decimals that the server reads. */
function box(bounds) {
  const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  return sides.map((degrees) => degrees.toFixed(6)).join(',');
}
