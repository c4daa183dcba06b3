/**
 * Build what an entry says beside the map: name, address, Kategorie and the way to its page.
 *
 * A box of its own, not Leaflet's popup: it never covers its marker's neighbours on a phone,
 * where it is a strip below the map.
 *
 * @param {L.Marker} marker made by `createMarker`
 * @param {() => void} close
 * @returns {HTMLElement}
 */
export function buildBubble(marker, close) {
  const { name, anschrift, adresse } = marker.eintrag;
  const bubble = node('div', 'bubble');
  bubble.tabIndex = -1;
  bubble.setAttribute('role', 'group');
  bubble.setAttribute('aria-label', `Ausgewählt: ${name}`);
  const link = node('a', '', 'Zur Seite');
  link.href = adresse;
  link.append(node('span', 'visually-hidden', ` ${name}`));
  const way = node('p', 'bubble__way');
  way.append(link);
  const button = node('button', 'bubble__close', 'Schließen');
  button.type = 'button';
  button.addEventListener('click', close);
  bubble.append(
    node('p', 'bubble__title', name),
    node('p', 'bubble__text', [anschrift, marker.art].filter(Boolean).join(' · ')),
    way,
    button,
  );
  return bubble;
}

function node(name, className = '', text = '') {
  return Object.assign(document.createElement(name), { className, textContent: text });
}
