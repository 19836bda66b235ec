// A form that is sent after the sign-in has ended comes to the sign-in page, which takes nothing of it along. So it is
// asked first, and what was typed stays until somebody has signed in again in another tab.
(() => {
  const ADDRESS = document.currentScript.dataset.signedIn;
  const SIGN_IN = document.currentScript.dataset.signIn;
  const isEditor = (form) => form instanceof HTMLFormElement && form.matches('#page-edit-form');
  let isSure = false;
  let isAsking = false;

  // The secret that forms need now, '' where the sign-in has ended, null where nothing answers.
  async function ask() {
    try {
      const answer = await fetch(ADDRESS, {
        cache: 'no-store',
        redirect: 'manual',
        headers: { Accept: 'application/json' },
      });
      if (answer.ok) return (await answer.json()).secret;
      return answer.status < 500 ? '' : null;
    } catch {
      return null;
    }
  }

  function tell(form, ended) {
    form.querySelector('[data-signed-out]')?.remove();
    const told = document.createElement('div');
    told.className = 'help-block help-critical';
    told.dataset.signedOut = '';
    told.setAttribute('role', 'alert');
    told.append(
      ended
        ? 'You have been signed out. All that you typed is still here, and nothing of it was sent. '
        : 'The hub does not answer. All that you typed is still here: press again when it does. ',
    );
    if (ended) {
      const link = document.createElement('a');
      Object.assign(link, { href: SIGN_IN, target: '_blank', textContent: 'Sign in in another tab' });
      told.append(link, ', then come back and press the button again.');
    }
    (form.querySelector('.tab-content') ?? form).prepend(told);
    told.scrollIntoView({ block: 'center' });
    told.querySelector('a')?.focus({ preventScroll: true });
  }

  // Wagtail switches the pressed button off, and what is switched off is neither sent nor pressed again.
  function free(button) {
    if (!button) return;
    button.dataset.wProgressLoadingValue = 'false';
    button.disabled = false;
  }

  window.addEventListener(
    'submit',
    async (event) => {
      const { target: form, submitter } = event;
      if (!isEditor(form)) return;
      if (isSure) {
        isSure = false;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isAsking) return;
      isAsking = true;
      const secret = await ask();
      isAsking = false;
      free(submitter);
      if (!secret) {
        tell(form, secret === '');
        return;
      }
      form.elements.csrfmiddlewaretoken.value = secret;
      isSure = true;
      form.requestSubmit(submitter);
    },
    { capture: true },
  );
  document.addEventListener('w-autosave:error', async () => {
    const form = document.querySelector('#page-edit-form');
    if (form && (await ask()) === '') tell(form, true);
  });
})();
