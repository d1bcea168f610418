// The search: in the header, where theme.js loads it, and as a page. Pagefind answers.
(function () {
  "use strict";
  var KIND = "Что это", FACETS = [KIND, "Форма"], MOST = 200, FIRST = 3, SHOWN = 10;
  var base = new URL("../", document.currentScript.src).href, finder, sorter, facetsOfPages, forms = {};

  window.mentoringWords = function (told) {
    Object.keys(told).forEach(function (words) {
      var ends = told[words].split("ѣ"), begin = ends.shift();
      ends.forEach(function (end) { forms[begin + end] = (forms[begin + end] || []).concat(words.split("ѣ")); });
    });
  };
  window.mentoringFacets = function (told) { facetsOfPages = told; };

  var page = document.querySelector(".m-search-page"), dialog;
  if (page) interface_(page, true);
  else document.querySelector(".m-search-open").addEventListener("click", function (event) {
    event.preventDefault();
    show();
  });

  function show() {
    if (!dialog) {
      var close = el("button", { type: "button", className: "m-search__close" }, "Закрыть");
      var box = el("div", { className: "m-search" });
      dialog = el("dialog", { className: "m-search-dialog", "aria-label": "Поиск по сайту" }, close, box);
      close.onclick = function () { dialog.close(); };
      dialog.onclick = function (event) { if (event.target === dialog) dialog.close(); };
      document.body.append(dialog);
      interface_(box, false);
    }
    dialog.showModal();
    dialog.querySelector("input").select();
  }

  function interface_(box, isPage) {
    var told = new URLSearchParams(isPage ? location.hash.slice(1) : ""), chosen = {}, asked = 0, timer;
    FACETS.forEach(function (name) { chosen[name] = told.get(name) || ""; });
    var input = el("input", { type: "search", id: isPage ? "m-search-page" : "m-search", maxLength: MOST, autocomplete: "off", value: (told.get("q") || "").slice(0, MOST) });
    var facets = el("div", { className: "m-search__facets" });
    var status = el("p", { className: "m-found", role: "status" });
    var list = el("ol", { className: "m-search__list" });
    box.replaceChildren(el("label", { for: input.id, className: "m-search__label" }, "Что найти", input), facets, status, list);
    if (location.protocol === "file:") return offline();
    load().catch(fail);
    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 150); });
    box.addEventListener("keydown", function (event) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      var stops = [input].concat([].slice.call(list.querySelectorAll("a"))), at = stops.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      (stops[at + (event.key === "ArrowDown" ? 1 : -1)] || input).focus();
    });
    if (input.value) ask();

    function ask() {
      var query = input.value.trim(), mine = ++asked;
      if (isPage) {
        var state = new URLSearchParams(query ? { q: query } : {});
        FACETS.forEach(function (name) { if (query && chosen[name]) state.set(name, chosen[name]); });
        history.replaceState(null, "", query ? "#" + state : location.pathname);
      }
      if (!query) { status.textContent = ""; facets.replaceChildren(); list.replaceChildren(); return; }
      load().then(function (pagefind) { return search(pagefind, query); }).then(function (found) {
        var whole = !facetsOfPages && FACETS.every(function (name) { return !chosen[name]; });
        var first = whole && mine === asked ? draw(found, mine) : Promise.resolve();
        return first.then(sort).then(function () {
          if (mine !== asked) return;
          facets.replaceChildren.apply(facets, FACETS.map(function (name) { return facet(name, found); }).filter(Boolean));
          if (!whole) draw(found, mine);
        });
      }).catch(fail);
    }

    function draw(found, mine) {
      var fitting = found.filter(function (result) {
        return FACETS.every(function (name) { return !chosen[name] || facetsOf(result.id)[name].indexOf(chosen[name]) >= 0; });
      });
      status.textContent = fitting.length ? "Нашлось: " + fitting.length : "Ничего не нашлось. Попробуйте другое слово или откройте каталог практик.";
      list.replaceChildren();
      return more(fitting, 0, mine, FIRST);
    }

    function facet(name, found) {
      var counted = {};
      found.forEach(function (result) { facetsOf(result.id)[name].forEach(function (value) { counted[value] = (counted[value] || 0) + 1; }); });
      if (!counted[chosen[name]]) chosen[name] = "";
      var values = Object.keys(counted).sort(function (a, b) { return counted[b] - counted[a] || a.localeCompare(b, "ru"); });
      if (values.length < 2) return null;
      var row = el("div", { role: "group", "aria-label": name });
      [""].concat(values).forEach(function (value) {
        var button = el("button", { type: "button", "aria-pressed": String(value === chosen[name]) }, value ? value + " " + counted[value] : "всё");
        button.onclick = function () { chosen[name] = value; ask(); };
        row.append(button);
      });
      return row;
    }

    function more(fitting, from, mine, most) {
      return Promise.all(fitting.slice(from, from + most).map(function (result) { return result.data(); })).then(function (pages) {
        if (mine !== asked) return;
        pages.forEach(function (page) { list.append(item(page)); });
        if (most === FIRST) more(fitting, from + FIRST, mine, SHOWN - FIRST);
        else if (fitting.length > from + most) {
          var button = el("button", { type: "button" }, "Показать ещё");
          var row = el("li", { className: "m-search__more" }, button);
          button.onclick = function () { row.remove(); more(fitting, from + most, mine, SHOWN); };
          list.append(row);
        }
      }).catch(fail);
    }

    function fail() {
      status.textContent = "Поиск не загрузился. Обновите страницу или откройте каталог.";
    }

    function offline() {
      var link = el("a", { href: base + "practices/index.html" }, "каталог практик");
      status.append("Этот сайт открыт с диска, здесь поиск по всем страницам не работает. Слово ищет ", link, ": напишите его и нажмите Enter.");
      input.addEventListener("keydown", function (event) {
        if (event.key === "Enter" && input.value.trim()) location.href = link.href + "#words=" + encodeURIComponent(input.value.trim());
      });
    }
  }

  function load() {
    if (!finder) {
      finder = Promise.all([import(base + "pagefind/pagefind.js"), script(base + "pagefind/words.js")]).then(function (loaded) {
        return loaded[0].options({ baseUrl: new URL(base).pathname, excerptLength: 20, noWorker: true }).then(function () { return loaded[0]; });
      });
    }
    return finder;
  }

  function sort() {
    sorter = sorter || script(base + "pagefind/facets.js");
    return sorter;
  }

  function script(address) {
    return new Promise(function (done, fail) {
      var made = el("script", { src: address });
      made.onload = done;
      made.onerror = fail;
      document.head.append(made);
    });
  }

  // Other forms and synonyms are asked for as well; what answers to the reader's own words stands first
  function search(pagefind, query) {
    var words = query.toLowerCase().replace(/ё/g, "е").split(/\s+/).filter(Boolean).slice(0, 12), queries = [query];
    words.forEach(function (word, place) {
      (Object.prototype.hasOwnProperty.call(forms, word) ? forms[word] : []).slice(0, 4).forEach(function (other) {
        var changed = words.slice();
        changed[place] = other;
        queries.push(changed.join(" "));
      });
    });
    var found = [], seen = {};
    return Promise.all(queries.slice(0, 8).map(function (each) {
      return pagefind.search(each).then(function (answer) {
        return answer.results.length ? answer.results[0].data().then(function (page) {
          return isMeant(each, page.excerpt) ? answer.results : [];
        }) : [];
      });
    })).then(function (answers) {
      answers.forEach(function (results) {
        results.forEach(function (result) {
          if (!seen[result.id]) found.push(seen[result.id] = result);
        });
      });
      return found;
    });
  }

  function facetsOf(id) {
    var is = {};
    FACETS.forEach(function (name) { is[name] = []; });
    (facetsOfPages.pages[id] || "").split(" ").filter(Boolean).forEach(function (place) {
      var told = facetsOfPages.facets[place], cut = told.indexOf(": ");
      if (is[told.slice(0, cut)]) is[told.slice(0, cut)].push(told.slice(cut + 2));
    });
    return is;
  }

  // For a word nobody wrote Pagefind answers with what its first letters find: «не» for «несуществующий»
  function isMeant(query, html) {
    var marked = [].map.call(new DOMParser().parseFromString(html, "text/html").querySelectorAll("mark"), function (mark) { return plain(mark.textContent); });
    return plain(query).split(/\s+/).every(function (word) {
      return word.length < 4 || !marked.length || marked.some(function (found) {
        var same = 0;
        while (same < word.length && word[same] === found[same]) same++;
        return same >= Math.max(2, Math.floor(word.length * 0.6));
      });
    });
  }

  function plain(text) {
    return text.toLowerCase().replace(/ё/g, "е").replace(/^[^a-zа-я0-9]+|[^a-zа-я0-9]+$/g, "");
  }

  function item(page) {
    var made = el("li", {}, el("a", { className: "m-search__title", href: page.url }, page.meta.title || page.url), " ", el("span", { className: "m-badge" }, page.meta.kind || "страница"), excerpt(page.excerpt));
    var parts = (page.sub_results || []).filter(function (part) { return part.url !== page.url && part.title !== page.meta.title; }).slice(0, 3);
    if (parts.length) {
      made.append(el("ul", { className: "m-search__parts" }));
      parts.forEach(function (part) { made.lastChild.append(el("li", {}, el("a", { href: part.url }, part.title))); });
    }
    return made;
  }

  // Pagefind gives HTML with <mark>; it is read without running it, and written as text
  function excerpt(html) {
    var made = el("p", { className: "m-search__excerpt" });
    new DOMParser().parseFromString(html, "text/html").body.childNodes.forEach(function (node) {
      made.append(node.nodeName === "MARK" ? el("mark", {}, node.textContent) : node.textContent);
    });
    return made;
  }

  function el(tag, properties) {
    var made = document.createElement(tag);
    Object.keys(properties || {}).forEach(function (key) {
      if (key.indexOf("-") > 0 || key === "role" || key === "for") made.setAttribute(key, properties[key]);
      else made[key] = properties[key];
    });
    made.append.apply(made, [].slice.call(arguments, 2));
    return made;
  }
})();
