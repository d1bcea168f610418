// Beside the form: what is wrong with the card, and its page as the site will have it.
(function () {
  'use strict';
  const PAUSE = 600;
  // What the reader puts into `…` is to be typed as it stands.
  const words = (text) => text.split('`').map((part, at) => (at % 2 ? h('code', { key: at }, part) : part));

  const Pane = createClass({
    getInitialState() { return { problems: [], changed: false, checked: false, version: 0, told: '' }; },
    path() {
      const path = this.props.entry.get('path');
      const kind = this.props.collection.get('name');
      return path || `${kind === 'docs' ? 'docs' : `cases/${kind}`}/novaya-kartochka.md`;
    },
    componentDidMount() {
      Mentoring.goTo = (focus) => focus && this.props.onFieldClick(focus);
      this.forget = Mentoring.listen((path, problems) => {
        if (path !== this.props.entry.get('path')) return;
        this.setState({ version: this.state.version + 1 });
        if (!problems) return;
        clearTimeout(this.waiting);
        this.setState({ problems, changed: false, checked: true, told: '' });
        Mentoring.fields.mark(problems);
      });
      this.check();
    },
    componentDidUpdate(before) {
      Mentoring.goTo = (focus) => focus && this.props.onFieldClick(focus);
      if (before.entry.get('data') === this.props.entry.get('data')) return;
      clearTimeout(this.waiting);
      this.waiting = setTimeout(this.check, PAUSE);
    },
    componentWillUnmount() {
      clearTimeout(this.waiting);
      this.forget();
      this.gone = true;
    },
    async check() {
      const data = this.props.entry.get('data');
      try {
        const found = await Mentoring.ask('check', { path: this.path(), form: data.toJS() });
        if (this.gone || data !== this.props.entry.get('data')) return;
        this.setState({ problems: found.problems, changed: found.changed, checked: true, told: '' });
        Mentoring.fields.mark(this.props.entry.get('newRecord') ? [] : found.problems);
      } catch (error) {
        if (!this.gone) this.setState({ told: String(error) });
      }
    },
    problem(found, at) {
      return h('li', { key: at, className: found.error ? 'error' : 'remark' },
        h('button', { type: 'button', disabled: !found.focus, onClick: () => Mentoring.goTo(found.focus) }, found.field || 'Файл'),
        h('p', {}, words(found.what)),
        found.why ? h('p', { className: 'why' }, words(found.why)) : null,
        h('p', { className: 'fix' }, words(found.fix)));
    },
    problems() {
      const { told } = this.state;
      if (told) return h('p', { className: 'told' }, told);
      if (!this.state.checked) return h('p', {}, 'Проверяем…');
      const begun = !this.props.entry.get('newRecord') || Mentoring.tried === this.props.entry.get('collection');
      const problems = this.state.problems.filter((found) => begun || found.rule !== 'field-missing');
      if (!begun && !problems.length) return h('p', {}, 'Заполните поля со звёздочкой, остальное — когда будет что сказать.');
      const errors = problems.filter((found) => found.error);
      if (!problems.length) return h('p', { className: 'good' }, 'Замечаний нет.');
      const counted = `Ошибок: ${errors.length}, замечаний: ${problems.length - errors.length}`;
      return h('details', { open: errors.length > 0 || problems.length < 4 },
        h('summary', {}, counted),
        h('ol', {}, [...errors, ...problems.filter((found) => !found.error)].map(this.problem)));
    },
    page() {
      const known = Mentoring.opened.get(this.props.entry.get('path'));
      if (this.props.entry.get('newRecord') || !known) return h('p', { className: 'none' }, 'Страница появится, когда вы сохраните карточку.');
      if (known.page === null) return h('p', { className: 'none' }, 'У этой карточки нет своей страницы.');
      return h('iframe', {
        key: this.state.version, title: 'Страница сайта', sandbox: 'allow-scripts', referrerPolicy: 'no-referrer',
        src: `${Mentoring.config.preview}${known.page}?${this.state.version}`,
      });
    },
    render() {
      const known = Mentoring.opened.get(this.props.entry.get('path'));
      const state = this.state.changed ? 'Страница ниже — до ваших правок: сохраните, и она обновится.' : 'Так это выглядит на сайте.';
      return h('div', { className: 'pane' },
        h('section', { className: 'problems', 'aria-live': 'polite' }, this.problems()),
        known?.page == null ? null : h('p', { className: 'state' }, state),
        this.page());
    },
  });

  CMS.registerPreviewStyle('/page/pane.css');
  Mentoring.pane = (names) => names.forEach((name) => CMS.registerPreviewTemplate(name, Pane));
})();
