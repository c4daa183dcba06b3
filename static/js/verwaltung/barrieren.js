/**
 * Gives names to what Django's own scripts draw without one: the completion of select2 and the
 * two boxes to choose several from.
 */

const named = (element, ...ids) => element.setAttribute('aria-labelledby', ids.filter(Boolean).join(' '));

/** The box that select2 puts in the place of a <select> is called like its field. */
function nameCompletion(select) {
  const box = select.nextElementSibling;
  const label = document.getElementById(`${select.id}_label`);
  if (!box?.classList.contains('select2-container') || !label) return;
  const combobox = box.querySelector('[role="combobox"]');
  const value = box.querySelector('.select2-selection__rendered');
  named(combobox, label.id, combobox.matches('.select2-selection--single') && value?.id);
  if (value?.getAttribute('role')) named(value, label.id);
  const search = box.querySelector('.select2-search__field');
  if (search) named(search, label.id);
  const help = document.getElementById(`${select.id}_helptext`);
  if (help) (search ?? combobox).setAttribute('aria-describedby', help.id);
}

/** The field and the list that select2 opens below the box. */
function nameDropdown(dropdown) {
  dropdown.setAttribute('role', 'region'); // it hangs below the body, outside of every landmark
  dropdown.setAttribute('aria-label', 'Vorschläge');
  const open = document.querySelector('.select2-container--open');
  const label = document.getElementById(`${open?.previousElementSibling?.id}_label`);
  const field = dropdown.querySelector('.select2-search__field');
  const list = dropdown.querySelector('[role="tree"], [role="listbox"]');
  if (field) field.setAttribute('aria-label', `${label?.textContent ?? 'Eintrag'} suchen`);
  if (!list) return;
  list.setAttribute('aria-label', label?.textContent ?? 'Vorschläge');
  open?.querySelector('[role="combobox"]')?.setAttribute('aria-controls', list.id);
}

/** Django names the filter boxes of a chooser by an empty span. */
function nameChooser(selector) {
  for (const input of selector.querySelectorAll('.selector-filter input')) {
    const tip = input.closest('.selector-filter').querySelector('[aria-label]');
    input.setAttribute('aria-label', tip?.getAttribute('aria-label') ?? 'Liste eingrenzen');
    tip?.removeAttribute('aria-label');
  }
}

// „Remove all“ would stand as a stray element in the list of what is chosen; each has its own ×.
for (const select of document.querySelectorAll('select.admin-autocomplete[multiple]')) {
  select.dataset.allowClear = 'false';
}

function repair() {
  document.querySelectorAll('select.admin-autocomplete').forEach(nameCompletion);
  document.querySelectorAll('.selector').forEach(nameChooser);
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches('.select2-container') && node.querySelector('.select2-dropdown')) nameDropdown(node);
      else if (node.matches('.select2-container, .selector') || node.querySelector('.select2-container, .selector')) repair();
    }
  }
}).observe(document.body, { childList: true, subtree: true });
repair();
