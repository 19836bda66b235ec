// Wagtail's pickers put today, or the time that it is now, in the place of what they can not read, such as “9/12/2026”.
// So what is typed stays, in the form that the pickers read where it is certain; the server says what is wrong with the rest.
(() => {
  const $ = window.jQuery;
  $.fn.datetimepicker.defaults.validateOnBlur = false;

  const two = (digits) => String(digits).padStart(2, '0');

  const asDay = (typed) => {
    const found = typed.match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/);
    return found && `${found[3]}-${two(found[2])}-${two(found[1])}`;
  };

  const asTime = (typed) => {
    const found = typed.match(/^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/i);
    if (!found) {
      return null;
    }
    const [, hour, minute = '00', half] = found;
    if (!half) {
      return `${two(hour)}:${minute}`;
    }
    if (Number(hour) < 1 || Number(hour) > 12) {
      return null;
    }
    return `${two((Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0))}:${minute}`;
  };

  document.addEventListener('focusout', ({ target }) => {
    const picker = target instanceof HTMLInputElement && $(target).data('xdsoft_datetimepicker');
    if (!picker) {
      return;
    }
    const typed = target.value.trim();
    const { datepicker, timepicker } = picker.data('options');
    const [day, ...time] = typed.split(/\s+/);
    let read = null;
    if (datepicker && timepicker) {
      read = asDay(day) && asTime(time.join(' ')) && `${asDay(day)} ${asTime(time.join(' '))}`;
    } else {
      read = timepicker ? asTime(typed) : asDay(typed);
    }
    picker.trigger('close.xdsoft');
    if (read && read !== target.value) {
      target.value = read;
      target.dispatchEvent(new Event('input', { bubbles: true }));
      target.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
})();
