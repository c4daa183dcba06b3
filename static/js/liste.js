/**
 * Give each entry of the list that is on the map the button „Auf der Karte zeigen“.
 *
 * @param {HTMLElement} list
 * @param {(kennung: string, button: HTMLButtonElement) => void} show
 */
export function offerButtons(list, show) {
  for (const line of list.querySelectorAll('[data-nummer]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'entry__show';
    button.textContent = 'Auf der Karte zeigen';
    const name = document.createElement('span');
    name.className = 'visually-hidden';
    name.textContent = ` ${line.querySelector('a').textContent}`;
    button.append(name);
    button.addEventListener('click', () => show(line.dataset.kennung, button));
    line.querySelector('[data-teil="text"]').append(button);
  }
}

/** Return the number of an entry in the list, `undefined` where it is not on this page of it. */
export function numberIn(list, kennung) {
  const line = list?.querySelector(`[data-kennung="${CSS.escape(kennung)}"]`);
  return line?.dataset.nummer ? Number(line.dataset.nummer) : undefined;
}
