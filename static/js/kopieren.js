/** <portal-kopieren> holds a field and a button that copies it; hidden where that is impossible. */
class PortalKopieren extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button');
    const message = this.querySelector('[role="status"]');
    if (!navigator.clipboard) return;
    button.addEventListener('click', async () => {
      const field = this.querySelector('input, textarea');
      try {
        await navigator.clipboard.writeText(field.value);
        message.textContent = 'Kopiert.';
      } catch {
        field.select();
        message.textContent = 'Bitte kopieren Sie das Markierte selbst.';
      }
    });
    button.hidden = false;
  }
}

customElements.define('portal-kopieren', PortalKopieren);
