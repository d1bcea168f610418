// Starts Decap with the forms of this school.
(async function () {
  'use strict';
  Mentoring.reopen = () => location.reload();
  const told = document.querySelector('.m-opening');
  try {
    const answer = await fetch('/forms.json');
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
  told.remove();
})();
