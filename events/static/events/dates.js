// Reads an event's dates back while they are typed, and asks only the questions that apply.
(() => {
  const DATE_FIELDS =
    /^(status|first_day|start_time|duration_minutes|rrule-|repeat_|term_time_only|skip_bank_holidays|extra_dates-|skipped_days-|date_changes-)/;
  const WAIT = 400;

  const askWhatApplies = (repeats) => {
    const answer = repeats.querySelector('[name$="-how_often"]').value;
    for (const question of repeats.querySelectorAll('[data-asked-for]')) {
      const askedFor = question.dataset.askedFor;
      question.hidden = askedFor !== '' && !askedFor.split(' ').includes(answer);
    }
  };

  const setField = (form, name, value) => {
    const inputs = [...form.elements].filter((input) => input.name === name);
    for (const input of inputs) {
      if (input.type === 'checkbox' && Array.isArray(value)) {
        input.checked = value.includes(input.value);
      } else if (input.type === 'checkbox') {
        input.checked = value === true;
      } else {
        input.value = value;
      }
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }
    return inputs.length > 0;
  };

  const fillList = (list, texts, className) => {
    list.replaceChildren(
      ...texts.map((text) => {
        const item = document.createElement('li');
        item.className = className;
        item.textContent = text;
        return item;
      }),
    );
  };

  const inWords = ({ when, status_words: status, note }) =>
    [status ? `${when} (${status})` : when, note].filter(Boolean).join(': ');

  const start = (panel) => {
    const form = panel.closest('form');
    const part = (name) => panel.querySelector(`[data-${name}]`);
    let waiting;
    let asked = 0;

    const show = (read) => {
      part('words').textContent = read.words;
      fillList(part('faults'), read.faults, 'error-message');
      fillList(part('list'), read.dates.map(inWords), '');
      part('more').textContent = read.more ? `and ${read.more} more` : '';
    };

    const readBack = async () => {
      const question = new URLSearchParams([['page', panel.dataset.page]]);
      for (const [name, value] of new FormData(form)) {
        if (DATE_FIELDS.test(name)) question.append(name, value);
      }
      asked += 1;
      const mine = asked;
      try {
        const answer = await fetch(`${panel.dataset.readBack}?${question}`);
        if (!answer.ok) throw new Error(`${answer.status}`);
        const read = await answer.json();
        if (mine === asked) show(read);
      } catch (failure) {
        show({ words: '', dates: [], more: 0, faults: ['The dates could not be read back. Save a draft to see them.'] });
      }
    };

    const readWords = async () => {
      const words = panel.querySelector('#dates-in-words').value;
      const fault = panel.querySelector('#dates-in-words-fault');
      const answer = await fetch(`${panel.dataset.readWords}?${new URLSearchParams({ words })}`);
      const read = answer.ok ? await answer.json() : { fields: {}, fault: 'The words could not be read. Fill in the fields.' };
      fault.textContent = read.fault;
      fault.hidden = read.fault === '';
      for (const [name, value] of Object.entries(read.fields)) setField(form, name, value);
    };

    const changed = (event) => {
      const name = event.target.name || '';
      if (!DATE_FIELDS.test(name)) return;
      for (const repeats of form.querySelectorAll('[data-repeats]')) askWhatApplies(repeats);
      clearTimeout(waiting);
      waiting = setTimeout(readBack, WAIT);
    };

    form.addEventListener('input', changed);
    form.addEventListener('change', changed);
    // Rows of inline panels are removed by a click that changes a hidden field without an event.
    form.addEventListener('click', (event) => {
      if (event.target.closest('[data-inline-panel-child], .w-panel__controls, [id$="-ADD"]')) {
        clearTimeout(waiting);
        waiting = setTimeout(readBack, WAIT);
      }
    });
    panel.querySelector('[data-read]').addEventListener('click', readWords);
    panel.querySelector('#dates-in-words').addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        event.preventDefault();
        readWords();
      }
    });
    for (const repeats of form.querySelectorAll('[data-repeats]')) askWhatApplies(repeats);
  };

  document.addEventListener('DOMContentLoaded', () => {
    for (const panel of document.querySelectorAll('[data-dates]')) start(panel);
  });
})();
