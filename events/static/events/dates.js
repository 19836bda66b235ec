// Reads an event's dates back while they are typed, and asks only the questions that apply.
(() => {
  const DATE_FIELDS =
    /^(status(_note)?|first_day|start_time|duration_minutes|rrule-.*|repeat_.*|term_time_only|skip_bank_holidays|(extra_dates|skipped_days|date_changes)-.*)$/;
  const WAIT = 400;
  const NOT_READ = 'The dates could not be read back. Save a draft to see them.';

  // What is filled in stays in sight, so that nobody sends what they can not see.
  const isFilledIn = (part) =>
    part.querySelector('.w-field--error, [data-inline-panel-child]') !== null ||
    [...part.querySelectorAll('input:not([type=hidden]), select, textarea')].some((input) =>
      input.type === 'checkbox' ? input.checked : input.value !== '',
    );

  const askWhatApplies = (form) => {
    const howOften = form.querySelector('[name="rrule-how_often"]').value;
    for (const question of form.querySelectorAll('[data-asked-for]')) {
      const askedFor = question.dataset.askedFor;
      question.hidden = askedFor !== '' && !askedFor.split(' ').includes(howOften);
    }
    for (const part of form.querySelectorAll('[data-asked-when="repeats"]')) {
      part.hidden = howOften === '' && !isFilledIn(part);
    }
    for (const part of form.querySelectorAll('[data-asked-where]')) {
      const attendance = form.elements.attendance.value;
      part.hidden = !part.dataset.askedWhere.split(' ').includes(attendance) && !isFilledIn(part);
    }
    for (const part of form.querySelectorAll('[data-asked-when="booked"]')) {
      part.hidden = !form.elements.booking_required.checked && !isFilledIn(part);
    }
    for (const part of form.querySelectorAll('[data-asked-when="moved"]')) {
      const change = part.closest('[data-inline-panel-child]').querySelector('select[name$="-status"]');
      part.hidden = change.value !== 'moved' && !isFilledIn(part);
    }
  };

  const setField = (form, name, value) => {
    for (const input of [...form.elements].filter((one) => one.name === name)) {
      if (input.type === 'checkbox') {
        input.checked = Array.isArray(value) ? value.includes(input.value) : value === true;
      } else {
        input.value = value;
      }
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }
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

  const startReadingBack = (form, panel) => {
    const part = (name) => panel.querySelector(`[data-${name}]`);
    let waiting;
    let asked = 0;

    const show = (read) => {
      part('words').textContent = read.words;
      fillList(part('faults'), read.faults, 'dates-fault');
      fillList(part('list'), read.dates.map(inWords), '');
      part('more').textContent = read.more ? `and ${read.more} more` : '';
      fillList(part('warnings'), read.warnings, '');
    };

    const readBack = async () => {
      const question = new URLSearchParams([['page', panel.dataset.page]]);
      for (const [name, value] of new FormData(form)) {
        if (DATE_FIELDS.test(name)) question.append(name, value);
      }
      asked += 1;
      const mine = asked;
      let read;
      try {
        const answer = await fetch(`${panel.dataset.readBack}?${question}`);
        if (!answer.ok) throw new Error(`${answer.status}`);
        read = await answer.json();
      } catch (failure) {
        read = { words: '', dates: [], more: 0, warnings: [], faults: [NOT_READ] };
      }
      if (mine === asked) show(read);
    };

    const readBackSoon = () => {
      askWhatApplies(form);
      clearTimeout(waiting);
      waiting = setTimeout(readBack, WAIT);
    };
    const changed = (event) => {
      if (DATE_FIELDS.test(event.target.name || '')) readBackSoon();
      else if (/^(attendance|booking_required)$/.test(event.target.name || '')) askWhatApplies(form);
    };
    form.addEventListener('input', changed);
    form.addEventListener('change', changed);
    // A click adds or removes a row of an inline panel, and changes hidden fields without an event.
    form.addEventListener('click', (event) => {
      if (event.target.closest('[data-inline-panel-child] button, [id$="-ADD"]')) setTimeout(readBackSoon);
    });
    askWhatApplies(form);
  };

  const startReadingWords = (form, panel) => {
    const input = panel.querySelector('input');
    const part = (name) => panel.querySelector(`[data-${name}]`);

    const missing = () => {
      const value = (name) => form.elements[name].value;
      if (value('first_day') === '') return ' Now give the first day.';
      if (value('start_time') !== '' && value('duration_minutes') === '') return ' Now say how long it takes.';
      return '';
    };

    const readWords = async () => {
      let read;
      try {
        const answer = await fetch(`${panel.dataset.datesInWords}?${new URLSearchParams({ words: input.value })}`);
        if (!answer.ok) throw new Error(`${answer.status}`);
        read = await answer.json();
      } catch (failure) {
        read = { fields: {}, fault: 'The words could not be read. Fill in the fields below instead.' };
      }
      for (const [name, value] of Object.entries(read.fields)) setField(form, name, value);
      part('fault').textContent = read.fault;
      part('done').textContent = read.fault ? '' : `The fields below are filled in.${missing()}`;
    };

    part('read').addEventListener('click', readWords);
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        event.preventDefault();
        readWords();
      }
    });
    panel.hidden = false;
  };

  document.addEventListener('DOMContentLoaded', () => {
    for (const panel of document.querySelectorAll('[data-read-back]')) startReadingBack(panel.closest('form'), panel);
    for (const panel of document.querySelectorAll('[data-dates-in-words]')) {
      startReadingWords(panel.closest('form'), panel);
    }
  });
})();
