/**
 * Keep the markers' tab order that of the list, and let Enter and the space bar press them.
 *
 * @param {L.Map} map
 * @returns {() => void} to be called when markers were added
 */
export function followList(map) {
  const pane = map.getPanes().markerPane;
  let planned = 0;
  const plan = () => {
    planned ||= requestAnimationFrame(() => {
      planned = 0;
      sortIcons(pane);
    });
  };
  map.on('moveend zoomend layeradd', plan);
  pane.addEventListener('keydown', (event) => {
    const icon = event.target.closest('.leaflet-marker-icon');
    if (!icon || !['Enter', ' '].includes(event.key)) return;
    event.preventDefault();
    icon.click();
  });
  return plan;
}

/** Order what is shown by its number; the one in focus is not moved, it would lose the focus. */
function sortIcons(pane) {
  const icons = [...pane.children];
  const sorted = icons.toSorted?.(byNumber) ?? [...icons].sort(byNumber);
  if (sorted.every((icon, place) => icon === icons[place])) return;
  const fixed = icons.find((icon) => icon.contains(document.activeElement));
  const before = sorted.indexOf(fixed);
  for (const [place, icon] of sorted.entries()) {
    if (place < before) fixed.before(icon);
    else if (icon !== fixed) pane.append(icon);
  }
}

function byNumber(one, other) {
  const difference = Number(one.dataset.nummer) - Number(other.dataset.nummer);
  return Number.isNaN(difference) ? 0 : difference;
}
