/**
 * <portal-farbschema> lets people choose light or dark; without a choice the device decides.
 *
 * The choice is kept in localStorage and nowhere else. Where the browser keeps nothing, it
 * holds for this page.
 */

const KEY = 'farbschema';

/** Return 'light', 'dark' or '' where nothing was chosen. */
function stored() {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

function store(choice) {
  try {
    if (choice) localStorage.setItem(KEY, choice);
    else localStorage.removeItem(KEY);
  } catch {
    // private mode: the choice ends with the page
  }
}

/** Show the page as chosen; '' leaves it to the device. */
function apply(choice) {
  const root = document.documentElement;
  if (choice === 'light' || choice === 'dark') root.dataset.kernTheme = choice;
  else delete root.dataset.kernTheme;
}

class PortalFarbschema extends HTMLElement {
  connectedCallback() {
    this.buttons = [...this.querySelectorAll('button')];
    this.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (!button) return;
      store(button.value);
      apply(button.value);
      this.mark(button.value);
    });
    this.mark(stored());
    this.hidden = false;
  }

  mark(choice) {
    for (const button of this.buttons) {
      button.setAttribute('aria-pressed', String(button.value === choice));
    }
  }
}

apply(stored());
customElements.define('portal-farbschema', PortalFarbschema);
