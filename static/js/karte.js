import { Auswahl } from './auswahl.js';
import { followView } from './buendel.js';
import { Eintraege } from './eintraege.js';
import { fetchGeoJson } from './geojson.js';
import { offerKacheln } from './kacheln.js';
import { loadLeaflet } from './leaflet_laden.js';
import { numberIn, offerButtons } from './liste.js';
import { readKategorien } from './marker.js';
import { offerPunktwahl } from './punktwahl.js';
import { followList } from './tastatur.js';
import { drawCircle, drawOrt, drawUmrisse } from './umrisse.js';

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
    if (this.list) offerButtons(this.list, (kennung, button) => this.reveal(kennung, button));
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
    const { umrisse, geojson } = this.dataset;
    const [outlines, collection] = await Promise.all([
      fetchGeoJson(umrisse),
      geojson ? fetchGeoJson(geojson) : { features: [readJson(this.dataset.eintrag)] },
      loadLeaflet(this.dataset),
    ]);
    this.makeMap();
    this.show(outlines, collection);
    this.classList.add('mapview--ready');
  }

  makeMap() {
    const container = document.createElement('div');
    container.className = 'mapview__leaflet';
    this.part('buehne').prepend(container);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.map = L.map(container, {
      attributionControl: false,
      fadeAnimation: !calm,
      maxZoom: 18,
      minZoom: 10,
      scrollWheelZoom: false,
      zoomAnimation: !calm,
      zoomControl: false,
      zoomSnap: 0.5,
    });
    container.setAttribute('role', 'region');
    container.setAttribute('aria-label', 'Karte, mit den Pfeiltasten verschieben');
    const titles = { zoomInTitle: 'Näher heran', zoomOutTitle: 'Weiter weg' };
    L.control.zoom({ position: 'topright', ...titles }).addTo(this.map);
    this.map.on('focus', () => this.map.scrollWheelZoom.enable());
    this.map.on('blur', () => this.map.scrollWheelZoom.disable());
    new ResizeObserver(() => this.map.invalidateSize()).observe(container);
  }

  show(outlines, collection) {
    const { umriss, geojson } = this.dataset;
    const chosen = umriss ? [readJson(umriss)].flat() : [];
    this.map.setView([51.51, 6.86], 12);
    const ground = drawUmrisse(this.map, outlines, chosen.filter(Boolean));
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
    } else if (geojson) {
      eintraege.show(collection.features, this.list !== null);
    } else {
      eintraege.showOnly(collection.features[0]);
    }
    Object.assign(this, { auswahl, eintraege });
    const button = document.querySelector('[data-punktwahl]');
    if (button) offerPunktwahl(this.map, button, (text) => this.say(text));
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
    if (!this.dataset.geojson) return drawCircle(this.map, latLng(features[0]), WALK);
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
