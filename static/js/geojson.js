/**
 * Ask this portal for GeoJSON; `parameters` are added to the query of the address.
 *
 * @param {string} adresse
 * @param {Record<string, string|number>} [parameters]
 * @param {AbortSignal} [signal]
 * @returns {Promise<object>} the FeatureCollection; rejects when the answer is an error
 */
export async function fetchGeoJson(adresse, parameters = {}, signal = undefined) {
  const url = new URL(adresse, document.baseURI);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  return response.json();
}
