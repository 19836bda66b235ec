// Wagtail saves a draft while somebody types. Whoever presses “Publish” while such a save is under way would be told that
// the address is taken, by the page's own first draft, or that somebody else has changed it. So the press waits for the save.
(() => {
  // A save whose answer was lost on the way must not keep the editor from publishing.
  const PATIENCE = 15000;
  const isEditor = (form) => form instanceof HTMLFormElement && form.matches('#page-edit-form');
  let isSaving = false;
  let goOn = null;

  const ended = () => {
    isSaving = false;
    goOn?.();
  };
  document.addEventListener('w-autosave:save', (event) => {
    isSaving = !event.defaultPrevented;
  });
  document.addEventListener('w-autosave:success', ended);
  document.addEventListener('w-autosave:error', ended);

  const send = (form, submitter) => {
    goOn = null;
    // Wagtail switches the pressed button off, and what is switched off is not sent.
    if (submitter) {
      submitter.disabled = false;
    }
    form.requestSubmit(submitter);
  };

  window.addEventListener(
    'submit',
    (event) => {
      const { target: form, submitter } = event;
      if (!isEditor(form)) {
        return;
      }
      form.dataset.wAutosaveActiveValue = 'false';
      if (!isSaving) {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (goOn) {
        return;
      }
      const tooLong = setTimeout(ended, PATIENCE);
      goOn = () => {
        clearTimeout(tooLong);
        send(form, submitter);
      };
    },
    { capture: true },
  );
})();
