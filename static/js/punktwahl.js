/**
 * Let people choose a point on the map to measure from: by click, or its middle by Enter.
 *
 * @param {L.Map} map
 * @param {HTMLButtonElement} button hidden until now; names the field that takes the point
 * @param {(text: string) => void} say
 */
export function offerPunktwahl(map, button, say) {
  const container = map.getContainer();
  const field = document.getElementById(button.dataset.ziel);
  let choosing = false;

  const choose = (latLng) => {
    field.value = `${latLng.lat.toFixed(3)},${latLng.lng.toFixed(3)}`;
    field.form.requestSubmit();
  };
  const turn = (on) => {
    choosing = on;
    button.setAttribute('aria-pressed', String(on));
    container.classList.toggle('is-choosing', on);
    say(on ? 'Tippen Sie auf die Karte. Oder verschieben Sie die Karte mit den Pfeiltasten, bis Ihr Ort am Kreuz liegt, und drücken Sie die Eingabetaste.' : '');
    if (on) container.focus();
  };
  button.addEventListener('click', () => turn(!choosing));
  map.on('click', ({ latlng }) => choosing && choose(latlng));
  container.addEventListener('keydown', (event) => {
    if (!choosing) return;
    if (event.key === 'Enter' && event.target === container) choose(map.getCenter());
    if (event.key === 'Escape') {
      turn(false);
      button.focus();
    }
  });
  button.hidden = false;
}
