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
    this.marked = [];
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
        root.addEventListener(type, ({ target }) => this.point(target.closest('[data-kennung]')?.dataset.kennung || null));
      }
      for (const type of ['pointerleave', 'focusout']) {
        root.addEventListener(type, () => this.point(null));
      }
    }
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

  /** Mark line and icon of what is chosen and pointed at; icons come and go with the view. */
  mark() {
    for (const node of this.marked) node.classList.remove('is-selected', 'is-pointed');
    this.marked = [];
    this.markAs('is-selected', this.chosen);
    this.markAs('is-pointed', this.pointed);
  }

  markAs(state, kennung) {
    if (!kennung) return;
    const marker = this.eintraege.marker.get(kennung);
    for (const node of [marker && this.eintraege.iconOf(marker), this.lineOf(kennung)]) {
      if (!node) continue;
      node.classList.add(state);
      this.marked.push(node);
    }
  }

  lineOf(kennung) {
    return this.list?.querySelector(`[data-kennung="${CSS.escape(kennung)}"]`) ?? null;
  }
}
