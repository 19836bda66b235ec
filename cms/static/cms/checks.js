// Shows what the checks say of a page while it is written: in the list, and at the field that it is about.
(() => {
  const WAIT = 900;
  const NOTE = 'check-note';

  const descend = (form, steps) => {
    let place = form;
    for (const step of steps) {
      const next = place.querySelector(`[data-contentpath="${CSS.escape(step)}"]`);
      if (!next) break;
      place = next;
    }
    return place === form ? null : place;
  };

  // Where a place such as `body.6f1c.text` or `windows.1.note` is in the form; null for the page as a whole.
  const find = (form, path) => {
    if (!path) return null;
    const steps = path.split('.');
    const column = steps.length === 3 && /^\d+$/.test(steps[1]) && form.elements[steps.join('-')];
    if (column) return column.closest('.w-field') || column.parentElement;
    const named = steps.length === 1 && form.elements[path];
    const place = descend(form, steps);
    if (place) return place.querySelector(':scope > .w-field, :scope .w-field') || place;
    if (named && named.closest) return named.closest('.w-field');
    return form.querySelector(`#id_${CSS.escape(steps[0])}-FORMS`);
  };

  const blocks = (row) => row.matches('.checks__row--blocks');
  const errorsAt = (place) => [...place.querySelectorAll('.error-message')];

  const writeNote = (row, place) => {
    const note = document.createElement('p');
    note.className = `${NOTE} ${blocks(row) ? `${NOTE}--blocks` : ''}`;
    note.textContent = [row.dataset.checkMessage, row.dataset.checkAdvice].filter(Boolean).join(' ');
    place.append(note);
  };

  const start = (panel) => {
    const form = panel.closest('form');
    const rows = panel.querySelector('[data-checks-rows]');
    let waiting;
    let asked = 0;

    // Places at which the form that was refused says already what a check blocks.
    const refused = new Set();

    const mark = () => {
      form.querySelectorAll(`.${NOTE}`).forEach((note) => note.remove());
      const blocked = new Set();
      for (const row of rows.querySelectorAll('[data-check-place]')) {
        const path = row.dataset.checkPlace;
        const place = find(form, path);
        if (!place || 'checkAnswered' in row.dataset) continue;
        if (blocks(row)) blocked.add(path);
        if (blocks(row) && errorsAt(place).length) refused.add(path);
        else writeNote(row, place);
      }
      // What is mended meanwhile is not said any more, as with the checks' own notes.
      for (const path of refused) {
        if (blocked.has(path)) continue;
        const place = find(form, path);
        if (place) errorsAt(place).forEach((error) => error.remove());
        refused.delete(path);
      }
    };

    const address = () => {
      // A new page gets its number by the first autosave, which changes the address of the window.
      const saved = window.location.pathname.match(/\/pages\/(\d+)\/edit\//);
      if (saved) return panel.dataset.checksSaved.replace('/0/', `/${saved[1]}/`);
      return panel.dataset.checksNew;
    };

    // What is typed meanwhile must not be lost, nor the place where it is typed.
    const show = (html) => {
      const typed = new Map([...rows.querySelectorAll('[data-check-reason]')].map((one) => [one.name, one.value]));
      const focused = rows.contains(document.activeElement) ? document.activeElement : null;
      const at = focused && focused.selectionStart;
      rows.innerHTML = html;
      for (const input of rows.querySelectorAll('[data-check-reason]')) {
        if (typed.has(input.name)) input.value = typed.get(input.name);
      }
      const again = focused && focused.id && document.getElementById(focused.id);
      if (again) {
        again.focus();
        if (at !== null && again.setSelectionRange) again.setSelectionRange(at, at);
      }
      const count = rows.querySelector('[data-checks-new-count]');
      const shown = panel.querySelector('[data-checks-count]');
      if (count && shown.innerHTML !== count.innerHTML) shown.innerHTML = count.innerHTML;
      mark();
    };

    const check = async () => {
      asked += 1;
      const mine = asked;
      let html;
      try {
        const answer = await fetch(address(), { method: 'POST', body: new FormData(form) });
        if (!answer.ok) throw new Error(`${answer.status}`);
        html = await answer.text();
      } catch (failure) {
        const shown = panel.querySelector('[data-checks-count]');
        if (mine === asked) shown.textContent = 'The checks could not be asked. They are made when you publish.';
        return;
      }
      if (mine === asked) show(html);
    };

    const checkSoon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(check, WAIT);
    };
    form.addEventListener('input', checkSoon);
    form.addEventListener('change', checkSoon);
    // Draftail and blocks change hidden fields without an event of their own.
    form.addEventListener('keyup', (event) => {
      if (event.target.isContentEditable) checkSoon();
    });
    form.addEventListener('click', (event) => {
      const go = event.target.closest('[data-check-go]');
      if (go) {
        const place = find(form, go.closest('[data-check-place]').dataset.checkPlace);
        if (place) {
          place.scrollIntoView({ block: 'center' });
          const input = place.querySelector('input:not([type=hidden]), select, textarea, [contenteditable=true]');
          if (input) input.focus({ preventScroll: true });
        }
      } else if (event.target.closest('button')) {
        checkSoon();
      }
    });
    if (window.location.hash === '#checks') panel.open = true;
    mark();
    // Blocks draw themselves after the page is there.
    setTimeout(mark, WAIT);
  };

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('[data-checks]').forEach(start);
  });
})();
