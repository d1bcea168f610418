// Questions and answers in front of the form.
(function () {
  'use strict';
  const make = (tag, told = {}, ...inside) => {
    const element = document.createElement(tag);
    Object.assign(element, told);
    element.append(...inside.filter(Boolean));
    return element;
  };

  // Shows a question; gives the value of the button that was pressed, or '' when it was closed.
  function ask(title, content, buttons) {
    return new Promise((answer) => {
      const form = make('form', { method: 'dialog' });
      const dialog = make('dialog', { className: 'm-dialog' }, make('h2', { textContent: title }), ...content, form);
      for (const [value, text] of buttons) form.append(make('button', { value, textContent: text }));
      dialog.addEventListener('close', () => { dialog.remove(); answer(dialog.returnValue); });
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  // What the reader puts into `…` is to be typed as it stands.
  const words = (text) => text.split('`').map((part, at) => (at % 2 ? make('code', { textContent: part }) : part));
  const paragraph = (text, className = '') => make('p', { className }, ...words(text));

  async function wrong(problems, goTo) {
    const list = make('ol', { className: 'm-problems' });
    for (const problem of problems) {
      list.append(make('li', {},
        make('strong', { textContent: problem.field || 'Файл' }),
        paragraph(problem.what), problem.why && paragraph(problem.why), paragraph(problem.fix, 'm-fix')));
    }
    const done = await ask('Не сохранено', [list], [['go', 'К полю'], ['', 'Закрыть']]);
    if (done === 'go') goTo(problems[0].focus);
  }

  const lost = (remarks) => ask(
    'Пропадут примечания',
    [paragraph('В файле есть примечания, которых в форме не видно. После сохранения этих не станет:'),
      make('pre', { textContent: remarks.join('\n') })],
    [['lose', 'Сохранить без них'], ['', 'Вернуться к форме']]);

  function both(rows, theirs) {
    const table = make('table', {}, make('thead', {}, make('tr', {},
      ...['Поле', 'В файле сейчас', 'В вашей форме'].map((text) => make('th', { textContent: text })))));
    const body = make('tbody');
    for (const row of rows) {
      body.append(make('tr', {}, make('th', { textContent: row.field, scope: 'row' }),
        make('td', { textContent: row.theirs }), make('td', { textContent: row.mine })));
    }
    table.append(body);
    const whole = make('details', {}, make('summary', { textContent: 'Файл целиком, как он лежит на диске' }),
      make('pre', { textContent: theirs }));
    return ask('Этот файл изменили, пока вы его правили', [
      paragraph('Ничего не записано. Поля, которых вы не трогали, останутся такими, как в файле.'),
      make('div', { className: 'm-scroll' }, table), whole,
    ], [['mine', 'Записать мою правку'], ['theirs', 'Взять файл, моя правка пропадёт'], ['', 'Вернуться к форме']]);
  }

  // The text of a file that no form can show; `save` tries to write it and gives what is wrong with it.
  async function broken(path, fault, save) {
    const text = make('textarea', { className: 'm-text', value: fault.text, spellcheck: false });
    text.setAttribute('aria-label', 'Текст файла');
    const told = make('div', { className: 'm-fault', role: 'alert' });
    const tell = (found) => told.replaceChildren(
      make('strong', { textContent: found.line ? `Строка ${found.line}. ${found.what}` : found.what }), paragraph(found.fix));
    tell(fault);
    let now = fault;
    for (;;) {
      setTimeout(() => select(text, now.line), 50);
      const buttons = fault.readable ? [['save', 'Проверить и сохранить'], ['', 'Назад к списку']] : [['', 'Назад к списку']];
      text.readOnly = !fault.readable;
      const done = await ask(`Файл не читается: ${path}`, [told, text], buttons);
      if (done !== 'save') return false;
      now = await save(text.value);
      if (!now) return true;
      tell(now);
    }
  }

  function select(text, line) {
    const lines = text.value.split('\n');
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[line - 1] || '').length);
    text.scrollTop = Math.max(0, (line - 4) * 20);
  }

  Mentoring.dialogs = { wrong, lost, both, broken, tell: (title, text) => ask(title, [paragraph(text)], [['', 'Понятно']]) };
})();
