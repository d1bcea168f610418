// Fields Decap has no widget for: days as they are written here, lists of lines, words with suggestions.
(function () {
  'use strict';
  const PRESSED = { onFocus: 'setActiveStyle', onBlur: 'setInactiveStyle' };
  const styled = (props) => Object.fromEntries(Object.entries(PRESSED).map(([event, name]) => [event, props[name]]));
  const grown = (element) => {
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  };

  const Day = createClass({
    iso() {
      const found = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(this.props.value || '');
      return found ? `${found[3]}-${found[2]}-${found[1]}` : '';
    },
    render() {
      const { forID, value, onChange, classNameWrapper } = this.props;
      return h('div', { className: 'm-day' },
        h('input', {
          id: forID, type: 'text', className: classNameWrapper, value: value || '', placeholder: 'ДД.ММ.ГГГГ',
          autoComplete: 'off', onChange: (event) => onChange(event.target.value), ...styled(this.props),
        }),
        h('input', {
          type: 'date', value: this.iso(), 'aria-label': 'Выбрать день в календаре', title: 'Календарь',
          onChange: (event) => onChange(event.target.value.split('-').reverse().join('.')),
        }));
    },
  });

  const suggestions = (id, field) => h('datalist', { id }, field.get('options').map((word) => h('option', { key: word, value: word })));

  const Word = createClass({
    render() {
      const { forID, value, field, onChange, classNameWrapper } = this.props;
      return h('div', {},
        h('input', {
          id: forID, type: 'text', className: classNameWrapper, list: `${forID}-list`, value: value || '', autoComplete: 'off',
          placeholder: 'Выберите из списка или впишите своё', onChange: (event) => onChange(event.target.value), ...styled(this.props),
        }),
        suggestions(`${forID}-list`, field));
    },
  });

  // A list of texts: Enter begins the next one, several pasted lines become several.
  const Lines = createClass({
    id(at) { return at ? `${this.props.forID}-${at}` : this.props.forID; },
    texts() {
      const { value } = this.props;
      return value && value.toJS ? value.toJS().map((text) => text ?? '') : [];
    },
    put(texts, focus) {
      this.props.onChange(this.props.field.toList().clear().concat(texts)); // Decap keeps lists of its own kind
      if (focus !== undefined) setTimeout(() => document.getElementById(this.id(focus))?.focus(), 0);
    },
    changed(at, text) {
      const texts = this.texts();
      texts[at] = text;
      this.put(texts);
    },
    pasted(at, event) {
      const lines = event.clipboardData.getData('text').split(/\r?\n/).map((line) => line.replace(/^[\s•·–—-]+/, '').trim()).filter(Boolean);
      if (lines.length < 2) return;
      event.preventDefault();
      const texts = this.texts();
      texts.splice(at, texts[at] ? 0 : 1, ...lines);
      this.put(texts, at + lines.length - 1);
    },
    pressed(at, event) {
      const texts = this.texts();
      if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault();
        texts.splice(at + 1, 0, '');
        this.put(texts, at + 1);
      } else if (event.key === 'Backspace' && !texts[at] && texts.length > 1) {
        event.preventDefault();
        texts.splice(at, 1);
        this.put(texts, Math.max(0, at - 1));
      }
    },
    render() {
      const { forID, field, classNameWrapper } = this.props;
      const texts = this.texts();
      const words = field.get('options');
      const row = (text, at) => h('div', { key: at, className: 'm-line' },
        h(words ? 'input' : 'textarea', {
          id: this.id(at), className: classNameWrapper, value: text, rows: words ? undefined : 1, ref: words ? undefined : grown,
          list: words ? `${forID}-list` : undefined, autoComplete: 'off', 'aria-label': `${field.get('label')}, ${at + 1}`,
          onChange: (event) => this.changed(at, event.target.value), onPaste: (event) => this.pasted(at, event),
          onKeyDown: (event) => this.pressed(at, event), ...styled(this.props),
        }),
        h('button', {
          type: 'button', title: 'Убрать', 'aria-label': `Убрать: ${text}`,
          onClick: () => this.put(texts.filter((_, other) => other !== at)),
        }, '×'));
      return h('div', { className: 'm-lines' }, texts.map(row),
        h('button', { type: 'button', className: 'm-more', 'aria-label': `Добавить: ${field.get('label')}`, onClick: () => this.put([...texts, ''], texts.length) }, '+ Добавить'),
        words && suggestions(`${forID}-list`, field));
    },
  });

  CMS.registerWidget('day', Day);
  CMS.registerWidget('word', Word);
  CMS.registerWidget('lines', Lines);
  CMS.registerWidget('words', Lines);
})();
