const WIDE = matchMedia('(min-width: 64rem)');

/**
 * <portal-menue> folds the menu of the office on narrow screens and narrows it while typing.
 *
 * Without scripts the menu stands open and the box is not there.
 */
class PortalMenue extends HTMLElement {
  connectedCallback() {
    // The parser has not read what is inside yet: wait for that, but not for the first picture.
    new MutationObserver((_, observer) => this.begin() && observer.disconnect()).observe(this, { childList: true, subtree: true });
    this.begin();
  }

  begin() {
    const details = this.querySelector('details');
    if (!details || this.started) return Boolean(this.started);
    this.started = true;
    const fit = () => { details.open = WIDE.matches; };
    fit();
    WIDE.addEventListener('change', fit);
    document.addEventListener('DOMContentLoaded', () => this.offerSearch(), { once: true });
    return true;
  }

  offerSearch() {
    const box = this.querySelector('input[type="search"]');
    const groups = [...this.querySelectorAll('.office-nav__group')];
    box.hidden = false;
    box.addEventListener('input', () => {
      const wanted = box.value.trim().toLocaleLowerCase('de');
      for (const group of groups) {
        const lines = [...group.querySelectorAll('li')];
        for (const line of lines) line.hidden = !line.textContent.toLocaleLowerCase('de').includes(wanted);
        group.hidden = lines.every((line) => line.hidden);
      }
    });
  }
}

customElements.define('portal-menue', PortalMenue);
