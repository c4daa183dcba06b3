import { buildBubble } from './blase.js';

/** What is chosen or pointed at, shown in the list and on the map alike. */
export class Auswahl {
  /**
   * @param {HTMLElement} element the <portal-karte>
   * @param {HTMLElement|null} list its entries carry `data-kennung`
   */
  constructor(element, list) {
    this.element = element;
    this.stage = element.querySelector('[data-teil="buehne"]');
    this.list = list;
    this.bubble = null;
    this.chosen = null;
    this.pointed = null;
    this.origin = null;
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.bubble) this.close();
    });
  }

  /** Join list and map: what the mouse or the focus touches in one is marked in both. */
  connect(map, eintraege) {
    Object.assign(this, { map, eintraege });
    map.on('moveend zoomend layeradd', () => this.mark());
    const pane = map.getPanes().markerPane;
    for (const root of [pane, this.list].filter(Boolean)) {
      for (const type of ['pointerover', 'focusin']) {
        root.addEventListener(type, ({ target }) => this.point(this.kennungOf(target)));
      }
      for (const type of ['pointerleave', 'focusout']) {
        root.addEventListener(type, () => this.point(null));
      }
    }
  }

  kennungOf(target) {
    const line = target.closest('[data-kennung]');
    if (line) return line.dataset.kennung;
    const icon = target.closest('.leaflet-marker-icon');
    const marker = [...this.eintraege.marker.values()].find((one) => one.getElement() === icon);
    return icon && marker ? marker.eintrag.kennung : null;
  }

  point(kennung) {
    if (kennung === this.pointed) return;
    this.pointed = kennung;
    this.mark();
  }

  /** Show what an entry says. `origin` gets the focus back when the bubble is closed. */
  choose(marker, origin = null) {
    const icon = this.eintraege.iconOf(marker);
    const byKeyboard = icon !== null && icon === document.activeElement;
    this.bubble?.remove();
    this.chosen = marker.eintrag.kennung;
    this.origin = origin;
    this.bubble = buildBubble(marker, () => this.close());
    this.stage.append(this.bubble);
    this.mark();
    this.lineOf(this.chosen)?.scrollIntoView({ block: 'nearest' });
    this.map.panInside(marker.getLatLng(), { padding: [40, 40] });
    if (byKeyboard || origin) this.bubble.focus({ preventScroll: true });
  }

  close() {
    const marker = this.eintraege.marker.get(this.chosen);
    const inside = this.bubble.contains(document.activeElement);
    this.bubble.remove();
    this.bubble = null;
    this.chosen = null;
    this.mark();
    if (!inside) return;
    const back = this.origin ?? (marker && this.eintraege.iconOf(marker));
    back?.focus({ preventScroll: Boolean(this.origin) === false });
  }

  mark() {
    this.markAll('selected', this.chosen);
    this.markAll('pointed', this.pointed);
  }

  markAll(state, kennung) {
    for (const root of [this.list, this.stage].filter(Boolean)) {
      for (const node of root.querySelectorAll(`.is-${state}`)) node.classList.remove(`is-${state}`);
    }
    if (!kennung) return;
    const marker = this.eintraege.marker.get(kennung);
    const icon = marker && this.eintraege.iconOf(marker);
    icon?.classList.add(`is-${state}`);
    this.lineOf(kennung)?.classList.add(`is-${state}`);
  }

  lineOf(kennung) {
    return this.list?.querySelector(`[data-kennung="${CSS.escape(kennung)}"]`) ?? null;
  }
}
