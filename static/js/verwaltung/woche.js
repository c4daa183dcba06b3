/**
 * <verwaltung-woche data-feld data-adresse> shows opening hours as the portal will print them,
 * as soon as the field above was left; the server alone reads them.
 */
class VerwaltungWoche extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.feld);
    this.field?.addEventListener('change', () => this.ask());
  }

  part(name) {
    return this.querySelector(`[data-teil="${name}"]`);
  }

  async ask() {
    const address = `${this.dataset.adresse}?${new URLSearchParams({ text: this.field.value })}`;
    const response = await fetch(address);
    if (!response.ok) return; // saving tells the same
    this.show(await response.json());
  }

  show({ kurz, tage, hinweise, fehler }) {
    this.part('kurz').textContent = kurz || (fehler ? '' : 'Keine Angabe. Im Portal steht: „Rufen Sie vorher an.“');
    this.part('fehler').textContent = fehler;
    this.part('fehler').hidden = !fehler;
    this.part('tage').replaceChildren(...tage.map(({ name, zeiten }) => row(name, zeiten)));
    this.querySelector('table').hidden = tage.length === 0;
    this.part('hinweise').replaceChildren(...hinweise.map((satz) => text('li', satz)));
    this.part('meldung').textContent = fehler || kurz;
  }
}

function text(name, content) {
  const element = document.createElement(name);
  element.textContent = content;
  return element;
}

function row(name, zeiten) {
  const line = document.createElement('tr');
  const head = text('th', name);
  head.scope = 'row';
  line.append(head, text('td', zeiten));
  return line;
}

customElements.define('verwaltung-woche', VerwaltungWoche);
