const SENTENCES = {
  1: 'Ihr Gerät gibt den Standort nicht frei. Schreiben Sie bitte eine Straße oder eine Haltestelle in das Feld.',
  2: 'Ihr Gerät findet den Standort gerade nicht. Schreiben Sie bitte eine Straße oder eine Haltestelle in das Feld.',
  3: 'Die Suche nach dem Standort dauert zu lange. Schreiben Sie bitte eine Straße oder eine Haltestelle in das Feld.',
};

/**
 * <portal-standort ziel="wo"> holds a button that fills the field `wo` with the device's place.
 *
 * The place is rounded here, to about 100 metres, before it goes anywhere.
 */
class PortalStandort extends HTMLElement {
  connectedCallback() {
    if (!navigator.geolocation || !window.isSecureContext) return;
    this.button = this.querySelector('button');
    this.message = this.querySelector('[role="status"]');
    this.button.addEventListener('click', () => this.ask());
    this.hidden = false;
  }

  ask() {
    this.message.textContent = 'Der Standort wird gesucht …';
    this.button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.submit(coords),
      ({ code }) => {
        this.message.textContent = SENTENCES[code] ?? SENTENCES[2];
        this.button.disabled = false;
      },
      { maximumAge: 60_000, timeout: 10_000 },
    );
  }

  submit({ latitude, longitude }) {
    const field = document.getElementById(this.getAttribute('ziel'));
    field.value = `${latitude.toFixed(3)},${longitude.toFixed(3)}`;
    this.message.textContent = '';
    this.button.disabled = false;
    field.form.requestSubmit();
  }
}

customElements.define('portal-standort', PortalStandort);
