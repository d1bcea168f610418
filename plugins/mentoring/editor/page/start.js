// Starts Decap with the forms of this school.
(async function () {
  'use strict';
  Mentoring.reopen = () => location.reload();
  const told = document.querySelector('.m-opening');
  try {
    const answer = await Mentoring.early.forms;
    if (!answer.ok) throw new Error((await answer.json()).what);
    Mentoring.config = await answer.json();
  } catch (error) {
    told.textContent = error.message;
    return;
  }
  const { forms } = Mentoring.config;
  document.title = `Редактор · ${Mentoring.config.school}`;
  Mentoring.pane(forms.collections.flatMap((one) => (one.files ? one.files.map((file) => file.name) : [one.name])));
  CMS.init({ config: forms });
  Mentoring.saveAtOnce();
  // Decap keeps parts of one form when the address leads straight to another.
  addEventListener('hashchange', ({ oldURL, newURL }) => {
    const [old, now] = [oldURL, newURL].map((url) => /#\/collections\/(\w+)\/(?:entries|new)/.exec(url)?.[1]);
    if (old && now && old !== now) location.reload();
  });
  told.remove();
})();
