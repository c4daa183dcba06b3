import { Auswahl } from './auswahl.js';
import { followView } from './buendel.js';
import { Eintraege } from './eintraege.js';
import { fetchGeoJson } from './geojson.js';
import { offerKacheln } from './kacheln.js';
import { makeMap } from './grundkarte.js';
import { loadLeaflet } from './leaflet_laden.js';
import { numberIn, offerButtons } from './liste.js';
import { readKategorien } from './marker.js';
import { offerPunktwahl } from './punktwahl.js';
import { followList } from './tastatur.js';
import { drawCircle, drawHaltestellen, drawOrt, drawUmrisse } from './umrisse.js';

const FAILED = 'Die Karte lässt sich gerade nicht bedienen. Die Liste zeigt alle Einträge.';
const NEAREST = 8; // entries that are in view around a place without a radius
const WALK = 400; // metres: five minutes on foot
const LEEWAY = '300px'; // so far below the fold the map is made ready

/**
 * <portal-karte data-geojson="…"> turns the picture it holds into a map that can be moved.
 *
 * What it shows stands in a list too, so a failing map takes nothing away: the picture
 * stays and one sentence says so. Nothing is loaded before the map is seen or, where it
 * holds a button „Karte bedienen“, before somebody presses that.
 */
class PortalKarte extends HTMLElement {
  connectedCallback() {
    this.list = document.getElementById(this.dataset.liste ?? '');
    const opener = this.part('oeffnen');
    if (opener) {
      opener.hidden = false;
      opener.addEventListener('click', () => this.start(opener), { once: true });
      return;
    }
    this.observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.start(),
      { rootMargin: LEEWAY },
    );
    this.observer.observe(this);
    if (this.list) {
      const offer = () => offerButtons(this.list, (kennung, button) => this.reveal(kennung, button));
      if ('requestIdleCallback' in window) requestIdleCallback(offer);
      else setTimeout(offer);
    }
  }

  disconnectedCallback() {
    this.observer?.disconnect();
  }

  part(name) {
    return this.querySelector(`[data-teil="${name}"]`);
  }

  say(text) {
    this.part('meldung').textContent = text;
  }

  /** Load what a map needs and show it; once. Later calls wait for the same. */
  start(opener = null) {
    this.observer?.disconnect();
    this.started ??= this.load().then(
      () => opener && this.takeOver(opener),
      (error) => {
        console.error(error);
        this.classList.remove('mapview--ready');
        this.say(FAILED);
      },
    );
    return this.started;
  }

  takeOver(opener) {
    opener.hidden = true;
    this.map.getContainer().focus();
  }

  async load() {
    const { umrisse, geojson, eintrag } = this.dataset;
    const [outlines, collection] = await Promise.all([
      fetchGeoJson(umrisse),
      geojson ? fetchGeoJson(geojson) : { features: eintrag ? [readJson(eintrag)] : [] },
      loadLeaflet(this.dataset),
    ]);
    this.classList.add('mapview--ready'); // before the map measures its size
    this.map = makeMap(this.part('buehne'));
    this.show(outlines, collection);
  }

  show(outlines, collection) {
    const { umriss, geojson, eintrag } = this.dataset;
    const ground = drawUmrisse(this.map, outlines, umriss ? readJson(umriss) : undefined);
    const bounds = this.frame(ground, collection.features);
    this.map.fitBounds(bounds, { animate: false, maxZoom: 16, padding: [20, 20] });
    this.map.setMaxBounds(ground.extend(bounds).pad(0.5));
    offerKacheln(this.map, this, (text) => this.say(text));

    const auswahl = new Auswahl(this, this.list);
    const eintraege = new Eintraege(this.map, readKategorien(this), {
      numberOf: (kennung) => numberIn(this.list, kennung),
      choose: (marker) => auswahl.choose(marker),
    });
    auswahl.connect(this.map, eintraege);
    followList(this.map);
    if (collection.gebuendelt) {
      const draw = (features) => eintraege.showBundled(features);
      followView(this.map, geojson, draw, () => this.say(FAILED));
    } else if (eintrag) {
      eintraege.showOnly(collection.features[0]);
      drawHaltestellen(this.map, collection.features[0].properties.haltestellen);
    } else {
      eintraege.show(collection.features, this.list !== null);
    }
    Object.assign(this, { auswahl, eintraege });
    if (this.part('wahl')) offerPunktwahl(this.map, this.part('wahl'), (text) => this.say(text));
  }

  /** From the list: show the map where it is hidden, then the entry on it. */
  async reveal(kennung, button) {
    if (!this.checkVisibility()) location.hash = this.closest('section').id;
    await this.start();
    this.map?.invalidateSize();
    this.eintraege?.reveal(kennung, (marker) => this.auswahl.choose(marker, button));
  }

  /** What is in view at first: the place and what is around it, else the areas. */
  frame(ground, features) {
    if (this.dataset.eintrag) return drawCircle(this.map, latLng(features[0]), WALK);
    const [breite, laenge] = (this.dataset.ort ?? '').split(',').map(Number);
    if (!laenge) return ground;
    const radius = drawOrt(this.map, { breite, laenge, umkreis: Number(this.dataset.umkreis) });
    if (radius) return radius;
    return L.latLngBounds([[breite, laenge], ...features.slice(0, NEAREST).map(latLng)]);
  }
}

function latLng({ geometry }) {
  return [...geometry.coordinates].reverse();
}

function readJson(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

customElements.define('portal-karte', PortalKarte);
