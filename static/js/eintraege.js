import { createBundle, createClusters, createMarker } from './marker.js';

const ONE_POINT = 5; // metres: no going nearer tells these apart

/** The entries on the map: markers by name, put together where they lie too close. */
export class Eintraege {
  /**
   * @param {L.Map} map
   * @param {Map<string, import('./marker.js').Kategorie>} kategorien
   * @param {object} listens
   * @param {(kennung: string) => number|undefined} listens.numberOf the number in the list
   * @param {(marker: L.Marker) => void} listens.choose called with a marker that was pressed
   */
  constructor(map, kategorien, { numberOf, choose }) {
    Object.assign(this, { map, kategorien, numberOf });
    this.marker = new Map();
    this.clusters = createClusters().addTo(map);
    this.bundles = L.featureGroup().addTo(map);
    this.clusters.on('click', ({ layer }) => choose(layer));
    this.clusters.on('clusterclick', ({ layer }) => this.open(layer));
    this.bundles.on('click', ({ layer }) => {
      if (layer.eintrag) choose(layer);
      else map.setView(layer.getLatLng(), Math.min(map.getZoom() + 2, map.getMaxZoom()));
    });
  }

  /** Show all entries; neighbours are put together here. */
  show(features, counted) {
    const all = features.map((feature, place) => this.create(feature, counted ? place + 1 : undefined));
    this.clusters.addLayers(all);
  }

  /** Show one entry on its own page: nothing to press. */
  showOnly(feature) {
    const marker = this.create(feature);
    Object.assign(marker.options, { interactive: false, keyboard: false });
    marker.addTo(this.map);
  }

  /** Show what the server put together for this view; that of the last view goes. */
  showBundled(features) {
    this.bundles.clearLayers();
    this.marker.clear();
    for (const feature of features) {
      const layer = feature.properties.anzahl ? createBundle(feature) : this.create(feature);
      this.bundles.addLayer(layer);
    }
  }

  create(feature, nummer = this.numberOf(feature.properties.kennung)) {
    const marker = createMarker(feature, nummer, this.kategorien.get(feature.properties.kategorie));
    this.marker.set(feature.properties.kennung, marker);
    return marker;
  }

  /** Go nearer until the cluster falls apart; what lies on one point is fanned out. */
  open(cluster) {
    const focused = cluster.getElement() === document.activeElement;
    const first = cluster
      .getAllChildMarkers()
      .reduce((one, other) => ((other.nummer ?? Infinity) < (one.nummer ?? Infinity) ? other : one));
    const focus = () => {
      if (focused) requestAnimationFrame(() => this.iconOf(first)?.focus({ preventScroll: true }));
    };
    const bounds = cluster.getBounds();
    const onePoint = bounds.getSouthWest().distanceTo(bounds.getNorthEast()) < ONE_POINT;
    if (onePoint || this.map.getBoundsZoom(bounds) <= this.map.getZoom()) {
      cluster.spiderfy();
      focus();
    } else {
      this.map.once('moveend', focus);
      cluster.zoomToBounds({ padding: [48, 48] });
    }
  }

  /** Return the icon that stands for a marker now: its own or that of its cluster. */
  iconOf(marker) {
    const visible = this.clusters.hasLayer(marker) ? this.clusters.getVisibleParent(marker) : marker;
    return visible?.getElement() ?? null;
  }

  /** Bring the marker of `kennung` into view, then hand it on; not where it has none. */
  reveal(kennung, then) {
    const marker = this.marker.get(kennung);
    if (!marker) return;
    if (this.clusters.hasLayer(marker)) {
      this.clusters.zoomToShowLayer(marker, () => {
        requestAnimationFrame(() => {
          const visible = this.clusters.getVisibleParent(marker);
          if (visible !== marker) visible?.spiderfy(); // the end of the zoom folded it up again
          then(marker);
        });
      });
    } else {
      this.map.setView(marker.getLatLng(), Math.max(this.map.getZoom(), 15));
      then(marker);
    }
  }
}
