// The school's files behind the form: Decap asks here, and here asks the server.
(function () {
  'use strict';

  class Told extends Error {
    toString() { return this.message; }
  }

  async function ask(action, asked = {}) {
    let answer;
    try {
      answer = await fetch('/api', {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ action, ...asked }),
      });
    } catch {
      throw new Told('Редактор не отвечает. Не закрывайте эту страницу: запустите его ещё раз той же командой и сохраните снова.');
    }
    const found = await answer.json().catch(() => ({ what: 'Редактор ответил непонятно.' }));
    if (answer.ok) return found;
    throw Object.assign(new Told([found.what, found.fix].filter(Boolean).join(' ')), { status: answer.status, found });
  }

  const PAGE = 60;
  const lists = new Map(); // by folder: every entry; the list on the screen begins with a page of them

  async function listed(folder) {
    const early = Mentoring.early.folder === folder && Mentoring.early.list;
    Mentoring.early.list = null;
    const answer = early && (await early.catch(() => null));
    const found = answer?.ok ? await answer.json() : await ask('list', { folder });
    lists.set(folder, found.map(({ path, form }) => raw(path, form)));
    return lists.get(folder);
  }

  // Decap looks for the mark of a next page behind a symbol it does not give away.
  const paged = (folder, at) => {
    const all = lists.get(folder);
    const cursor = { actions: at + PAGE < all.length ? ['next'] : [], data: { folder, at: at + PAGE }, meta: { count: all.length } };
    const entries = all.slice(at, at + PAGE);
    const marked = new Proxy(entries, {
      get: (list, name, self) => (typeof name === 'symbol' && /^cursor/.test(name.description) ? cursor : Reflect.get(list, name, self)),
    });
    return { entries, marked, cursor };
  };

  const opened = new Map(); // by path: what the file was when its form was opened
  const listeners = new Set();
  const told = (path, problems) => listeners.forEach((listener) => listener(path, problems));
  const raw = (path, form) => ({ file: { path, id: path }, data: JSON.stringify(form) });

  function keep(path, { base, form, page }) {
    opened.set(path, { base, form, page, bases: new Set(opened.get(path)?.bases).add(base) });
  }

  async function entry(path) {
    const found = await ask('entry', { path });
    if (found.broken) {
      const mended = await Mentoring.dialogs.broken(path, found.broken, async (text) => {
        try {
          await ask('text', { path, text, base: found.base });
          return null;
        } catch (error) {
          return { what: error.found?.what || String(error), fix: error.found?.fix || '', line: error.found?.line };
        }
      });
      if (mended) return entry(path);
      location.hash = location.hash.replace(/\/entries\/.*/, '');
      throw new Told('Файл остался как был.');
    }
    keep(path, found);
    told(path);
    // A form that was not saved last time comes back with the mark of the file it was made of.
    return raw(path, { ...found.form, _base: found.base });
  }

  async function save(path, form, assets) {
    const known = opened.get(path) || { base: '', form: {}, bases: new Set() };
    const isOld = form._base && !known.bases.has(form._base);
    const asked = { path, form, assets, base: isOld ? form._base : known.base, was: known.form };
    for (;;) {
      try {
        const done = await ask('save', asked);
        keep(path, done);
        told(path, done.problems);
        return;
      } catch (error) {
        if (error.status === 422 && error.found.problems) {
          Mentoring.fields.mark(error.found.problems);
          Mentoring.tried = path.split('/').at(-2);
          await Mentoring.dialogs.wrong(error.found.problems, Mentoring.goTo);
          throw new Told('Исправьте отмеченное и сохраните ещё раз.');
        } else if (error.status === 428) {
          if (await Mentoring.dialogs.lost(error.found.lost) !== 'lose') throw new Told('Примечания целы, форма ждёт.');
          asked.lose = true;
        } else if (error.status === 409 && error.found.rows) {
          const chosen = await Mentoring.dialogs.both(error.found.rows, error.found.theirs);
          if (chosen === 'theirs') {
            setTimeout(Mentoring.reopen, 0, path);
            throw new Told('Взят файл с диска.');
          }
          if (chosen !== 'mine') throw new Told('Форма ждёт, файл на диске другой.');
          asked.onto = error.found.base;
        } else {
          if (error.found) await Mentoring.dialogs.tell('Не сохранено', String(error));
          throw error;
        }
      }
    }
  }

  const picture = (file) => ({
    id: file.path, name: file.name, path: file.path, size: file.size,
    url: `/cases/media/${encodeURIComponent(file.name)}`, displayURL: `/cases/media/${encodeURIComponent(file.name)}`,
  });
  const refuse = (text) => async () => { throw new Told(text); };

  class School {
    isGitBackend() { return false; }
    status() { return Promise.resolve({ auth: { status: true }, api: { status: true, statusPage: '' } }); }
    authComponent() { return () => null; }
    restoreUser(user) { return Promise.resolve(user); }
    authenticate(user) { return Promise.resolve(user); }
    logout() { return null; }
    getToken() { return Promise.resolve(''); }
    async entriesByFolder(folder) {
      await listed(folder);
      return paged(folder, 0).marked;
    }
    allEntriesByFolder(folder) { return listed(folder); }
    async traverseCursor(cursor) {
      const { entries, cursor: next } = paged(cursor.data.get('folder'), cursor.data.get('at'));
      return { entries, cursor: next };
    }
    async entriesByFiles(files) {
      const found = await ask('list', { folder: 'files' });
      return found.map(({ path, form }) => ({ ...raw(path, form), file: { path, id: path, label: files.find((file) => file.path === path)?.label } }));
    }
    getEntry(path) { return entry(path); }
    async getMedia() { return (await ask('media')).map(picture); }
    async getMediaFile(path) {
      const name = path.split('/').pop();
      const answer = await fetch(`/cases/media/${encodeURIComponent(name)}`);
      if (!answer.ok) throw new Told('Такой картинки нет.');
      const file = new File([await answer.blob()], name);
      return { ...picture({ name, path, size: file.size }), file };
    }
    async persistEntry({ dataFiles: [{ path, raw: text }], assets }) {
      const files = await Promise.all(assets.map(async (asset) => ({ path: asset.path, content: await asset.toBase64() })));
      await save(path, JSON.parse(text), files);
    }
  }
  School.prototype.persistMedia = refuse('Картинку загружают вместе с описанием: откройте «Картинки» и нажмите «Новая картинка».');
  School.prototype.deleteFiles = refuse('Файлы отсюда не удаляют: поставьте карточке публикацию «черновик» или «архив».');

  CMS.registerBackend('mentoring', School);
  CMS.registerCustomFormat('card', 'md', {
    fromFile: (text) => JSON.parse(text || '{}'),
    toFile: (form) => JSON.stringify(form),
  });
  CMS.registerEventListener({
    name: 'preSave',
    handler: async ({ entry: saved }) => {
      if (!saved.get('newRecord')) return undefined;
      const folder = saved.get('collection') === 'docs' ? 'docs' : `cases/${saved.get('collection')}`;
      const { slug } = await ask('name', { folder, form: saved.get('data').toJS() });
      return saved.get('data').set('_slug', slug);
    },
  });

  Mentoring.ask = ask;
  Mentoring.opened = opened;
  Mentoring.listen = (listener) => { listeners.add(listener); return () => listeners.delete(listener); };
})();
