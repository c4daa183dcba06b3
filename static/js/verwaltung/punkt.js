import { fetchGeoJson } from '../geojson.js';
import { makeMap } from '../grundkarte.js';
import { offerKacheln } from '../kacheln.js';
import { loadLeaflet } from '../leaflet_laden.js';
import { drawUmrisse } from '../umrisse.js';
import { sign } from '../zeichen.js';

const DIGITS = 6;
const CLOSE = 15;
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const HOW = 'Klicken Sie auf die Karte, um den Punkt zu setzen. Mit der Tastatur: Eingabetaste setzt ihn in die Mitte, die Pfeiltasten verschieben ihn.';
const FAILED = 'Die Karte lässt sich gerade nicht bedienen. Tragen Sie den Punkt unten als Zahlen ein.';

/**
 * <verwaltung-punkt> sets the point of a form on a map.
 *
 * The two numbers of the form are the field; the map writes to them and follows them. A point
 * that somebody sets is known to the house, unless they say otherwise in the field beside.
 */
class VerwaltungPunkt extends HTMLElement {
  connectedCallback() {
    const find = (name) => document.getElementById(`id_${name}`);
    this.fields = Object.fromEntries(['breite', 'laenge', 'lagequalitaet', 'lage_quelle'].map((name) => [name, find(name)]));
    if (!this.fields.breite) return; // only to be read
    this.load().catch((error) => {
      console.error(error);
      this.classList.remove('mapview--ready');
      this.say(FAILED);
    });
  }

  part(name) {
    return this.querySelector(`[data-teil="${name}"]`);
  }

  say(text) {
    this.part('meldung').textContent = text;
  }

  async load() {
    const [outlines] = await Promise.all([fetchGeoJson(this.dataset.umrisse), loadLeaflet(this.dataset)]);
    this.classList.add('mapview--ready'); // before the map measures its size
    this.map = makeMap(this.part('buehne'));
    this.map.getContainer().setAttribute('aria-label', 'Karte, mit den Pfeiltasten verschieben, Eingabetaste setzt den Punkt in die Mitte');
    const bounds = drawUmrisse(this.map, outlines);
    if (bounds.isValid()) this.map.fitBounds(bounds, { animate: false });
    offerKacheln(this.map, this, (text) => this.say(text));
    this.map.on('click', ({ latlng }) => this.choose(latlng));
    this.map.getContainer().addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.target !== this.map.getContainer()) return;
      event.preventDefault(); // it would send the form
      this.choose(this.map.getCenter());
    });
    for (const field of [this.fields.breite, this.fields.laenge]) {
      field.addEventListener('change', () => this.follow());
    }
    this.offerButtons();
    this.follow({ close: true, ask: false });
    this.say(HOW);
  }

  offerButtons() {
    this.part('senden')?.remove(); // the same without a script
    const search = this.part('suchen');
    search.hidden = !document.getElementById('id_strasse');
    search.addEventListener('click', () => this.search());
    this.part('entfernen').addEventListener('click', () => this.remove());
  }

  /** The point that the two numbers say, or nothing. */
  point() {
    const [breite, laenge] = [this.fields.breite, this.fields.laenge].map(({ value }) => Number(value.replace(',', '.')));
    return breite && laenge ? L.latLng(breite, laenge) : null;
  }

  /** Show on the map what the two numbers say. */
  follow({ close = false, ask = true } = {}) {
    const point = this.point();
    this.part('entfernen').hidden = !point;
    if (!point) {
      this.marker?.remove();
      this.marker = null;
    } else {
      this.marker ??= this.makeMarker(point);
      this.marker.setLatLng(point);
      if (close) this.map.setView(point, CLOSE, { animate: false });
      else this.map.panInside(point, { padding: [40, 40] });
    }
    if (ask) this.tellRaum();
  }

  makeMarker(point) {
    const pin = document.createElement('span');
    pin.append(sign('i-ort'));
    const icon = L.divIcon({ className: 'office-pin', html: pin, iconSize: null });
    const marker = L.marker(point, { icon, draggable: true, autoPan: true, title: '' }).addTo(this.map);
    const element = marker.getElement();
    element.setAttribute('aria-label', 'Punkt, mit den Pfeiltasten verschieben');
    element.addEventListener('keydown', (event) => {
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation(); // the map itself stays
      const size = event.shiftKey ? 10 : 1;
      const at = this.map.latLngToContainerPoint(marker.getLatLng()).add(step.map((way) => way * size));
      this.choose(this.map.containerPointToLatLng(at));
    });
    marker.on('dragend', () => this.choose(marker.getLatLng()));
    return marker;
  }

  choose(latLng) {
    this.write({ breite: latLng.lat.toFixed(DIGITS), laenge: latLng.lng.toFixed(DIGITS), lagequalitaet: 'exakt', lage_quelle: 'Karte, von Hand gesetzt' });
  }

  remove() {
    this.write({ breite: '', laenge: '', lagequalitaet: '', lage_quelle: '' });
    this.map.getContainer().focus();
  }

  write(values, view = {}) {
    for (const [name, value] of Object.entries(values)) {
      if (this.fields[name]) this.fields[name].value = value; // a stop knows only its point
    }
    this.part('uebernehmen').hidden = true;
    this.say('');
    this.follow(view);
  }

  /** Say in which areas the point lies; only the answer to the last question counts. */
  async tellRaum() {
    const question = {};
    this.question = question;
    const { breite, laenge } = this.fields;
    const out = this.part('raum');
    if (!this.point()) {
      out.textContent = 'Noch kein Punkt gesetzt.';
      this.say(out.textContent);
      return;
    }
    const { satz } = await ask(this.dataset.raum, { breite: breite.value.replace(',', '.'), laenge: laenge.value.replace(',', '.') });
    if (this.question !== question) return;
    out.textContent = satz;
    this.say(satz);
  }

  /** Look the address up; what is found is offered, never set by itself. */
  async search() {
    const value = (name) => document.getElementById(`id_${name}`)?.value ?? '';
    const { satz, felder } = await ask(this.dataset.anschrift, { strasse: value('strasse'), hausnummer: value('hausnummer') });
    this.say(satz);
    const take = this.part('uebernehmen');
    take.hidden = !felder;
    if (!felder) return;
    this.map.setView([felder.breite, felder.laenge], CLOSE, { animate: false });
    take.onclick = () => this.write(felder, { close: true });
  }
}

async function ask(address, parameters) {
  const response = await fetch(`${address}?${new URLSearchParams(parameters)}`);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

customElements.define('verwaltung-punkt', VerwaltungPunkt);
