/** Under this key the device remembers that the street map was switched on: „an“ or nothing. */
const KEY = 'strassenkarte';
const DEAD = 'Die Straßenkarte ist gerade nicht erreichbar. Umrisse und Zeichen bleiben sichtbar.';

/**
 * Join the visible switch to the background map: nobody else is asked before it is on.
 *
 * @param {L.Map} map
 * @param {HTMLElement} element the <portal-karte> with switch, source and address
 * @param {(text: string) => void} say shows a sentence below the map
 */
export function offerKacheln(map, element, say) {
  const box = element.querySelector('[data-teil="schalter"] input');
  const source = element.querySelector('[data-teil="quelle"]');
  let loaded = false;
  const tiles = L.tileLayer(element.dataset.kacheln, { maxZoom: 18 });
  tiles.on('tileload', () => {
    loaded = true;
    say('');
  });
  tiles.on('tileerror', () => {
    if (!loaded) say(DEAD);
  });

  const apply = () => {
    loaded = false;
    source.hidden = !box.checked;
    element.classList.toggle('mapview--tiles', box.checked);
    if (box.checked) tiles.addTo(map);
    else tiles.remove();
    say('');
  };
  box.addEventListener('change', () => {
    remember(box.checked);
    apply();
  });
  box.closest('[data-teil="schalter"]').hidden = false;
  box.checked = isRemembered();
  if (box.checked) apply();
}

function isRemembered() {
  try {
    return localStorage.getItem(KEY) === 'an';
  } catch {
    return false;
  }
}

function remember(on) {
  try {
    if (on) localStorage.setItem(KEY, 'an');
    else localStorage.removeItem(KEY);
  } catch {
    // private mode: the choice ends with the page
  }
}
