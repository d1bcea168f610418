// A file that is chosen gets a name fit for an address before Decap sees it; one too large is told of at once.
(function () {
  'use strict';
  const MOST = 20_000_000;

  const chosen = new Map(); // by name: where the browser keeps what is not saved yet

  async function named(file) {
    const { name } = await Mentoring.ask('upload-name', { name: file.name });
    chosen.set(name, URL.createObjectURL(file));
    return new File([file], name, { type: file.type });
  }

  // The form asks the server for a picture that is still in the browser.
  document.addEventListener('error', ({ target }) => {
    const own = target instanceof HTMLImageElement && chosen.get(decodeURIComponent(target.src.split('/').pop()));
    if (own) target.src = own;
  }, true);

  document.addEventListener('change', async (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== 'file' || input.dataset.named) return;
    event.stopImmediatePropagation();
    const files = [...input.files];
    if (files.some((file) => file.size > MOST)) {
      input.value = '';
      await Mentoring.dialogs.tell('Файл не взят', 'Он больше 20 МБ. Уменьшите его: для сайта хватит картинки в 2000 точек шириной.');
      return;
    }
    const list = new DataTransfer();
    for (const file of files) list.items.add(await named(file));
    input.dataset.named = 'yes';
    input.files = list.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    delete input.dataset.named;
  }, true);
})();
