// Where a field of the form stands on the screen, and what is wrong with it said right there.
(function () {
  'use strict';
  const FIELD = '[aria-label^="поле "]';
  const ITEM = '[class*="SortableListItem"]';
  const own = (inner, field) => (inner.parentElement.closest(FIELD) || null) === field;

  // The element of `mentors.0.role`, or of the innermost part of it that is on the screen.
  function find(focus) {
    let field = null;
    let scope = document.querySelector('#nc-root');
    for (const step of focus.split('.').filter(Boolean)) {
      if (/^\d+$/.test(step)) {
        const items = [...(field || scope).querySelectorAll(ITEM)].filter((item) => own(item, field));
        scope = items[Number(step)] || scope;
        continue;
      }
      const found = [...scope.querySelectorAll(FIELD)].find((inner) =>
        own(inner, field) && inner.querySelector('label')?.htmlFor.startsWith(`${step}-field-`));
      if (!found) return field;
      field = scope = found;
    }
    return field;
  }

  function mark(problems) {
    for (const old of document.querySelectorAll('[data-problem]')) {
      delete old.dataset.problem;
      delete old.dataset.error;
    }
    for (const problem of problems) {
      const field = problem.focus && find(problem.focus);
      if (!field) continue;
      field.dataset.problem = [field.dataset.problem, `${problem.what} ${problem.fix}`.replace(/`([^`]*)`/g, '«$1»')].filter(Boolean).join('\n');
      if (problem.error) field.dataset.error = '';
    }
  }

  Mentoring.fields = { find, mark };
})();
