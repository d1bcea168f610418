// Decap waits for start.js, and asks nobody to log in: who has come this far has the key of the editor.
window.CMS_MANUAL_INIT = true;
localStorage.setItem('decap-cms-user', JSON.stringify({ backendName: 'mentoring', login: 'curator', name: 'Куратор' }));
window.Mentoring = {};
// What the first screen needs is asked for while Decap is still being read.
(function () {
  const asked = (action) => fetch('/api', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(action),
  });
  const first = /^#\/collections\/(\w+)$/.exec(location.hash)?.[1] || 'pairs';
  const folder = first === 'docs' ? first : `cases/${first}`;
  Mentoring.early = { forms: fetch('/forms.json'), folder, list: first === 'files' ? null : asked({ action: 'list', folder }) };
  Mentoring.early.list?.catch(() => {}); // told by whoever asks again
})();
