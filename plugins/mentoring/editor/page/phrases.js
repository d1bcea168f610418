// Words of the form where Decap's Russian is missing or speaks of something else: here to save is not to publish.
(function () {
  'use strict';
  const merged = (old, ours) => {
    const all = { ...old };
    for (const [name, value] of Object.entries(ours)) {
      all[name] = typeof value === 'string' ? value : merged(old[name] || {}, value);
    }
    return all;
  };
  const save = 'Сохранить';
  CMS.registerLocale('ru', merged(CMS.getLocale('ru'), {
    app: { header: { content: 'Карточки', media: 'Картинки', quickAdd: 'Добавить' } },
    collection: {
      sidebar: { collections: 'Что правим', allCollections: 'Все карточки', searchAll: 'Найти', searchIn: 'Где искать' },
      collectionTop: {
        newButton: '%{collectionLabel}', sortBy: 'Порядок', viewAs: 'Вид', filterBy: 'Отбор', groupBy: 'Группы',
        descending: 'По убыванию',
      },
      entries: { noEntries: 'Здесь пока ничего нет', loadingEntries: 'Открываем…', cachingEntries: 'Открываем…' },
    },
    editor: {
      editorControl: { field: { optional: 'можно не заполнять', widgetLabel: 'поле %{widgetLabel}' } },
      editorControlPane: { widget: {
        required: 'Заполните это поле', regexPattern: '%{pattern}', processing: 'Проверяем…',
      } },
      editor: {
        onLeavePage: 'Правка не сохранена. Уйти и потерять её?',
        loadingEntry: 'Открываем…',
        confirmLoadBackup: 'В прошлый раз эту карточку начали править и не сохранили. Вернуть несохранённое?',
      },
      editorInterface: {
        togglePreview: 'Показать или убрать страницу и замечания', toggleScrollSync: 'Прокручивать вместе',
        sideBySideI18n: '', preview: 'Страница', toggleNotes: '',
      },
      editorToolbar: {
        publish: save, publishNow: save, publishing: 'Сохраняем…', published: 'Сохранено',
        publishAndCreateNew: 'Сохранить и создать ещё', publishAndDuplicate: 'Сохранить и сделать копию',
        duplicate: 'Сделать копию', backCollection: 'Назад к списку: %{collectionLabel}',
        unsavedChanges: 'Не сохранено', changesSaved: 'Всё сохранено',
      },
      editorWidgets: {
        markdown: { bold: 'Полужирный', richText: 'Как на странице', markdown: 'Как в файле' },
        headingOptions: {
          headingOne: 'Заголовок 1', headingTwo: 'Заголовок', headingThree: 'Подзаголовок',
          headingFour: 'Заголовок 4', headingFive: 'Заголовок 5', headingSix: 'Заголовок 6',
        },
        list: { add: 'Добавить %{item}' },
        image: { choose: 'Выбрать картинку', chooseDifferent: 'Взять другую', remove: 'Убрать' },
        file: { choose: 'Выбрать файл', chooseDifferent: 'Взять другой', remove: 'Убрать' },
      },
    },
    mediaLibrary: {
      mediaLibraryCard: { draft: 'ещё не сохранена' },
      mediaLibrary: { fileTooLarge: 'Файл слишком большой: больше 20 МБ. Для сайта хватит картинки в 2000 точек шириной.' },
      mediaLibraryModal: {
        mediaAssets: 'Картинки', upload: 'Загрузить с компьютера', chooseSelected: 'Выбрать', search: 'Найти…',
        deleteSelected: 'Удалить', loading: 'Открываем…', noAssetsFound: 'Картинок пока нет.', noImagesFound: 'Картинок пока нет.',
      },
    },
    ui: {
      toast: {
        onFailToPersist: 'Не сохранено. %{details}', onFailToLoadEntries: 'Не открылось. %{details}',
        missingRequiredField: 'Не сохранено: заполните поля со звёздочкой.', entrySaved: 'Сохранено',
      },
      settingsDropdown: { logOut: 'Закрыть' },
    },
  }));
})();
