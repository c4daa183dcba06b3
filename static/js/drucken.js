/** <portal-drucken> holds a button that opens the print dialog; hidden where that is impossible. */
class PortalDrucken extends HTMLElement {
  connectedCallback() {
    this.querySelector('button').addEventListener('click', () => window.print());
    this.hidden = false;
  }
}

customElements.define('portal-drucken', PortalDrucken);
