import { fetchGeoJson } from '../geojson.js';
import { makeMap } from '../grundkarte.js';
import { offerKacheln } from '../kacheln.js';
import { loadLeaflet } from '../leaflet_laden.js';

const DIGITS = 6;
const DRAWING = ['zurueck', 'fertig', 'abbrechen'];
const RESTING = ['zeichnen', 'bearbeiten', 'leeren'];
const FAILED = 'Die Karte lässt sich gerade nicht bedienen. Datei und Text unten gehen auch ohne sie.';
const TIPS = {
  start: 'Klicken Sie auf die erste Ecke.',
  cont: 'Klicken Sie auf die nächste Ecke.',
  end: 'Klicken Sie auf die erste Ecke, um die Fläche zu schließen.',
};

/**
 * <verwaltung-umriss> draws and changes the outline of an area.
 *
 * The text field of the form is the outline; the map writes to it and follows it. What is
 * wrong with an outline, the server says.
 */
class VerwaltungUmriss extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.feld);
    if (!this.field) return; // only to be read
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
    const [siblings] = await Promise.all([fetchGeoJson(this.dataset.umrisse), loadLeaflet(this.dataset)]);
    L.Polyline._flat = L.LineUtil.isFlat; // the drawing still asks by the old name, and Leaflet would warn
    L.drawLocal.draw.handlers.polygon.tooltip = TIPS;
    L.drawLocal.draw.handlers.polyline.error = 'Die Linie darf sich nicht kreuzen.';
    this.classList.add('mapview--ready'); // before the map measures its size
    this.map = makeMap(this.part('buehne'));
    const others = siblings.features.filter(({ properties }) => properties.kennung !== this.dataset.kennung);
    const ground = L.geoJSON(others, { style: { className: 'map__area map__area--ground' }, interactive: false }).addTo(this.map);
    this.outline = L.featureGroup().addTo(this.map);
    this.follow();
    const frame = this.outline.getLayers().length ? this.outline : ground;
    if (frame.getLayers().length) this.map.fitBounds(frame.getBounds(), { animate: false, padding: [20, 20] });
    offerKacheln(this.map, this, (text) => this.say(text));
    this.field.addEventListener('change', () => this.follow());
    this.map.on(L.Draw.Event.CREATED, ({ layer }) => this.add(layer));
    this.map.on(L.Draw.Event.DRAWSTOP, () => this.rest());
    this.offerButtons();
  }

  offerButtons() {
    const on = (name, act) => this.part(name).addEventListener('click', act);
    on('zeichnen', () => this.draw());
    on('bearbeiten', () => this.edit(this.part('bearbeiten').getAttribute('aria-pressed') !== 'true'));
    on('leeren', () => {
      this.edit(false);
      this.outline.clearLayers();
      this.write('Der Umriss ist geleert. Gesichert wird erst mit „Sichern“.');
    });
    on('zurueck', () => this.pen.deleteLastVertex());
    on('fertig', () => this.pen.completeShape());
    on('abbrechen', () => {
      this.pen.disable();
      this.say('Abgebrochen. Der Umriss ist wie vorher.');
    });
    this.part('knoepfe').hidden = false;
    this.rest();
  }

  draw() {
    this.edit(false);
    this.pen = new L.Draw.Polygon(this.map, { allowIntersection: false, icon: handle(), touchIcon: handle(), shapeOptions: { className: 'map__area map__area--active' } });
    this.pen.enable();
    this.show(DRAWING);
    this.say('Klicken Sie die Ecken nacheinander an. „Fläche schließen“ beendet die Fläche.');
    this.part('fertig').focus();
  }

  rest() {
    this.show(RESTING);
    const empty = this.outline.getLayers().length === 0;
    for (const name of ['bearbeiten', 'leeren']) this.part(name).hidden = empty;
    this.part('zeichnen').textContent = empty ? 'Fläche zeichnen' : 'Weitere Fläche zeichnen';
  }

  show(names) {
    for (const name of [...DRAWING, ...RESTING]) this.part(name).hidden = !names.includes(name);
  }

  add(layer) {
    this.outline.addLayer(layer);
    this.write('Die Fläche ist gezeichnet. Gesichert wird sie mit „Sichern“.');
  }

  edit(on) {
    this.part('bearbeiten').setAttribute('aria-pressed', String(on));
    for (const layer of this.outline.getLayers()) {
      Object.assign(layer.options, { editing: {}, original: {}, poly: { icon: handle(), touchIcon: handle() } });
      layer.off('edit');
      if (on) {
        layer.editing.enable();
        layer.on('edit', () => this.write('Geändert. Gesichert wird mit „Sichern“.'));
      } else {
        layer.editing.disable();
      }
    }
    this.say(on ? 'Ziehen Sie die Ecken. Die kleinen Punkte dazwischen werden neue Ecken.' : '');
  }

  /** Put what is on the map into the field. */
  write(sentence) {
    const parts = this.outline.getLayers().map((layer) => layer.toGeoJSON(DIGITS).geometry.coordinates);
    const geometry = parts.length > 1 ? { type: 'MultiPolygon', coordinates: parts } : { type: 'Polygon', coordinates: parts[0] };
    this.field.value = parts.length ? JSON.stringify(geometry) : '';
    this.rest();
    this.say(sentence);
  }

  /** Show on the map what is in the field; what cannot be read, the server explains. */
  follow() {
    this.outline.clearLayers();
    for (const rings of polygonsIn(this.field.value)) {
      const corners = L.GeoJSON.coordsToLatLngs(rings, 1);
      this.outline.addLayer(L.polygon(corners, { className: 'map__area map__area--active' }));
    }
  }
}

/** The polygons of a GeoJSON geometry as text, each a list of rings. */
function polygonsIn(text) {
  let geometry;
  try {
    geometry = JSON.parse(text);
  } catch {
    return [];
  }
  if (geometry?.type === 'Polygon') return [geometry.coordinates];
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];
}

function handle() {
  return L.divIcon({ className: 'office-corner', iconSize: null });
}

customElements.define('verwaltung-umriss', VerwaltungUmriss);
