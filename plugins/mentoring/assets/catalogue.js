// Catalogues: facets, order, comparison of practices, and what fits a situation.
// The data comes as a script, so it works from a disk too. Nothing from an address is ever written as HTML.
(function () {
  "use strict";
  var SHOWN = 24, COMPARED = 4;
  var ORDERS = {
    list: ["как в списке", null],
    title: ["по алфавиту", function (a, b) { return a.title.localeCompare(b.title, "ru"); }],
    on: ["сначала новые", function (a, b) { return (b.on || "").localeCompare(a.on || ""); }]
  };
  var waiting = {}, loaded = {};

  window.mentoringCatalogue = function (data) {
    loaded[data.kind] = data;
    (waiting[data.kind] || []).forEach(function (then) { then(data); });
    waiting[data.kind] = [];
  };

  // The list is read before anybody filters it: it is drawn first, and the tools find their room kept
  document.addEventListener("DOMContentLoaded", function () {
    requestAnimationFrame(function () { setTimeout(begin); });
  });

  function begin() {
    document.querySelectorAll("[data-catalogue]").forEach(function (box) {
      (box.classList.contains("m-situation") ? situation : catalogue)(box);
    });
  }

  function load(box, then) {
    var kind = box.dataset.catalogue;
    if (loaded[kind]) return then(loaded[kind]);
    if (waiting[kind]) return waiting[kind].push(then);
    waiting[kind] = [then];
    var script = el("script");
    script.src = at(box, "assets/" + kind + ".js");
    script.onerror = function () { say(box, "Список не загрузился. Обновите страницу."); };
    document.head.append(script);
  }

  function at(box, href) {
    box.mBase = box.mBase || new URL(box.dataset.base, location.href).href;
    return box.mBase + href;
  }

  function el(tag, properties) {
    var made = document.createElement(tag);
    Object.keys(properties || {}).forEach(function (key) {
      if (key.indexOf("-") > 0 || key === "role" || key === "for") made.setAttribute(key, properties[key]);
      else made[key] = properties[key];
    });
    made.append.apply(made, [].slice.call(arguments, 2).filter(function (child) { return child || child === 0; }));
    return made;
  }

  function say(box, words) {
    box.querySelector(".m-found").textContent = words;
  }

  function count(number, one, few, many) {
    var tens = number % 100, ones = number % 10;
    return number + " " + (tens > 10 && tens < 20 ? many : ones === 1 ? one : ones > 1 && ones < 5 ? few : many);
  }

  // The state stands in the address, behind the sign #

  function read() {
    var state = { is: {}, words: "", order: "list", compare: [] };
    location.hash.slice(1).split("&").forEach(function (part) {
      var cut = part.indexOf("="), name = part.slice(0, cut), value;
      if (cut < 1) return;
      try { value = decodeURIComponent(part.slice(cut + 1)); } catch (error) { return; }
      var values = value.slice(0, 500).split(",").filter(unique);
      if (name === "words") state.words = value.slice(0, 100);
      else if (name === "compare") state.compare = values.slice(0, COMPARED);
      else if (name === "order") state.order = Object.prototype.hasOwnProperty.call(ORDERS, value) ? value : "list";
      else state.is[name] = values;
    });
    return state;
  }

  function write(state) {
    var parts = Object.keys(state.is).filter(function (name) { return state.is[name].length; }).map(function (name) {
      return name + "=" + state.is[name].map(encodeURIComponent).join(",");
    });
    if (state.words) parts.push("words=" + encodeURIComponent(state.words));
    if (state.order !== "list") parts.push("order=" + state.order);
    if (state.compare.length) parts.push("compare=" + state.compare.map(encodeURIComponent).join(","));
    history.replaceState(null, "", parts.length ? "#" + parts.join("&") : location.pathname + location.search);
  }

  function unique(value, index, all) {
    return value && all.indexOf(value) === index;
  }

  // A list with facets

  function catalogue(box) {
    var main = box.querySelector(".m-catalogue__main"), list = main.querySelector(".m-cards");
    var pages = main.querySelector(".m-pages"), tools = box.querySelector(".m-catalogue__tools");
    var side = box.querySelector(".m-catalogue__side"), first = list, told = box.querySelector(".m-found").textContent;
    var comparing = false, limit = SHOWN, busy = 0;
    if (!side) return;
    var inputs = side.querySelectorAll("input");

    var fold = el("button", { type: "button", className: "m-catalogue__fold", "aria-expanded": "false" }, "Фильтры");
    fold.onclick = function () {
      fold.setAttribute("aria-expanded", side.classList.toggle("m-catalogue__side--open"));
    };
    var order = el("select", { id: "m-order" });
    Object.keys(ORDERS).forEach(function (name) { order.append(el("option", { value: name }, ORDERS[name][0])); });
    order.onchange = function () { change(function (state) { state.order = order.value; }); };
    var typed = el("input", { type: "search", maxLength: 100, autocomplete: "off" }), pause;
    typed.oninput = function () {
      clearTimeout(pause);
      pause = setTimeout(function () { change(function (state) { state.words = typed.value.trim(); }); }, 200);
    };
    tools.append(fold, el("label", { className: "m-catalogue__order" }, "Слово ", typed), el("label", { className: "m-catalogue__order" }, "Порядок ", order));
    if (box.dataset.catalogue === "practices") {
      var choose = el("button", { type: "button", className: "m-catalogue__choose", "aria-pressed": "false" }, "Сравнить практики");
      choose.onclick = function () {
        comparing = !comparing;
        choose.setAttribute("aria-pressed", comparing);
        change(function (state) { if (!comparing) state.compare = []; });
      };
      tools.append(choose);
    }
    var reset = el("button", { type: "button", className: "m-catalogue__reset", hidden: true }, "Сбросить всё");
    reset.onclick = function () {
      comparing = false;
      change(function (state) { state.is = {}; state.words = ""; state.order = "list"; state.compare = []; });
    };
    tools.append(reset);
    side.addEventListener("change", function (event) {
      change(function (state) {
        var name = event.target.name;
        state.is[name] = [].filter.call(inputs, function (input) {
          return input.name === name && input.checked;
        }).map(function (input) { return input.value; });
      });
    });
    window.addEventListener("hashchange", function () { limit = SHOWN; show(read()); });
    if (location.hash.length > 1 && location.hash.indexOf("=") > 0) show(read());

    function change(edit) {
      var state = read();
      edit(state);
      limit = SHOWN;
      write(state);
      show(state);
    }

    function show(state) {
      var asked = ++busy;
      load(box, function (data) {
        if (asked !== busy) return;
        known(state, data);
        settle(state, data);
        var chosen = state.compare.map(function (slug) { return find(data, slug); }).filter(Boolean);
        if (chosen.length > 1 && !comparing) return compared(data, chosen, state);
        box.classList.remove("m-catalogue--compared");
        var fitting = data.items.filter(function (item) { return fits(item, state.is) && speaks(item, state.words); });
        if (ORDERS[state.order][1]) fitting = fitting.slice().sort(ORDERS[state.order][1]);
        var untouched = !Object.keys(state.is).length && !state.words && state.order === "list" && !comparing;
        draw(fitting, state, data, untouched);
      });
    }

    function draw(fitting, state, data, untouched) {
      var next = untouched ? first : el("div", { className: "m-cards" });
      if (!untouched) fitting.slice(0, limit).forEach(function (item) { next.append(card(box, item, comparing && picker(item, state))); });
      list.replaceWith(next);
      list = next;
      var extra = main.querySelector(".m-catalogue__extra");
      if (extra) extra.remove();
      extra = el("div", { className: "m-catalogue__extra" });
      if (!untouched && fitting.length > limit) {
        var more = el("button", { type: "button", className: "md-button" }, "Показать ещё");
        more.onclick = function () {
          var at = limit;
          limit += SHOWN;
          draw(fitting, state, data, false);
          list.children[at].querySelector("a").focus();
        };
        extra.append(more);
      }
      if (!fitting.length) extra.append(loosen(state, data));
      if (comparing) extra.append(bar(state, data));
      list.after(extra);
      if (pages) pages.hidden = !untouched;
      say(box, untouched ? told : fitting.length ? "Нашлось: " + fitting.length + " из " + data.items.length : "Ничего не нашлось.");
    }

    // Only what this catalogue knows counts: anything may stand in an address
    function known(state, data) {
      Object.keys(state.is).forEach(function (name) {
        var facet = data.facets.filter(function (facet) { return facet.id === name; })[0];
        var left = facet ? state.is[name].filter(function (value) {
          return facet.choices.some(function (choice) { return choice[0] === value; });
        }) : [];
        if (left.length) state.is[name] = left;
        else delete state.is[name];
      });
    }

    function settle(state, data) {
      order.value = state.order;
      if (document.activeElement !== typed) typed.value = state.words;
      if (choose) choose.setAttribute("aria-pressed", comparing);
      reset.hidden = !(Object.keys(state.is).length || state.words || state.compare.length || comparing || state.order !== "list");
      var counted = counts(data, state);
      [].forEach.call(inputs, function (input) {
        var number = String((counted[input.name] || {})[input.value] || 0), told = input.parentNode.lastElementChild;
        input.checked = (state.is[input.name] || []).indexOf(input.value) >= 0;
        if (told.textContent !== number) told.textContent = number;
        input.parentNode.classList.toggle("m-facet__none", number === "0" && !input.checked);
      });
    }

    // How many there would be with each choice: all other facets hold, so what misses one of them counts for that one only
    function counts(data, state) {
      var counted = {};
      data.facets.forEach(function (facet) { counted[facet.id] = {}; });
      data.items.forEach(function (item) {
        if (!speaks(item, state.words)) return;
        var missed = Object.keys(state.is).filter(function (name) { return !has(item, name, state.is[name]); });
        if (missed.length > 1) return;
        (missed.length ? missed : Object.keys(counted)).forEach(function (name) {
          (item.is[name] || []).forEach(function (value) { counted[name][value] = (counted[name][value] || 0) + 1; });
        });
      });
      return counted;
    }

    function loosen(state, data) {
      var way = el("div", {}, el("p", {}, "С такими условиями ничего нет. Попробуйте убрать одно из них:"));
      Object.keys(state.is).forEach(function (name) {
        var rest = Object.assign({}, state.is);
        delete rest[name];
        var left = data.items.filter(function (item) { return fits(item, rest) && speaks(item, state.words); }).length;
        var facet = data.facets.filter(function (facet) { return facet.id === name; })[0];
        var button = el("button", { type: "button", className: "md-button" }, "без «" + facet.title + "»: " + left);
        button.onclick = function () { change(function (state) { delete state.is[name]; }); };
        if (left) way.append(button, " ");
      });
      if (state.words) {
        var wordless = data.items.filter(function (item) { return fits(item, state.is); }).length;
        var button = el("button", { type: "button", className: "md-button" }, "без слова «" + state.words + "»: " + wordless);
        button.onclick = function () { change(function (state) { state.words = ""; }); };
        if (wordless) way.append(button);
      }
      return way;
    }

    function picker(item, state) {
      var input = el("input", { type: "checkbox", checked: state.compare.indexOf(item.slug) >= 0 });
      input.disabled = !input.checked && state.compare.length >= COMPARED;
      input.onchange = function () {
        change(function (state) {
          state.compare = input.checked ? state.compare.concat(item.slug) : state.compare.filter(function (slug) { return slug !== item.slug; });
        });
        var again = [].filter.call(list.querySelectorAll("input"), function (other) { return other.value === item.slug; })[0];
        if (again) again.focus();
      };
      input.value = item.slug;
      return el("label", { className: "m-card__pick" }, input, " сравнить", el("span", { className: "m-hidden" }, " «" + item.title + "»"));
    }

    function bar(state) {
      var number = state.compare.length;
      var go = el("button", { type: "button", className: "md-button md-button--primary", disabled: number < 2 }, "Поставить рядом: " + number);
      go.onclick = function () { comparing = false; show(read()); };
      return el("p", { className: "m-catalogue__bar" }, go, number < 2 ? " Отметьте от двух до четырёх практик." : "");
    }

    function compared(data, chosen, state) {
      box.classList.add("m-catalogue--compared");
      if (pages) pages.hidden = true;
      var extra = main.querySelector(".m-catalogue__extra");
      if (extra) extra.remove();
      var head = el("tr", {}, el("td"));
      chosen.forEach(function (item) {
        var drop = el("button", { type: "button", "aria-label": "Убрать «" + item.title + "»" }, "убрать");
        drop.onclick = function () { change(function (state) { state.compare = state.compare.filter(function (slug) { return slug !== item.slug; }); }); };
        head.append(el("th", { scope: "col" }, el("a", { href: at(box, item.href) }, item.title), " ", drop));
      });
      var body = el("tbody");
      data.rows.forEach(function (title, row) {
        var line = el("tr", {}, el("th", { scope: "row" }, title));
        chosen.forEach(function (item) {
          var cell = el("td", { "data-label": item.title });
          var told = item.rows[row];
          if (Array.isArray(told)) cell.append(told.length ? el.apply(null, ["ol", {}].concat(told.map(function (part) { return el("li", {}, part); }))) : "—");
          else cell.append(told || "—");
          line.append(cell);
        });
        body.append(line);
      });
      var next = el("div", { className: "m-cards m-compare", role: "group", "aria-label": "Сравнение практик", tabIndex: 0 },
        el("table", {}, el("thead", {}, head), body));
      list.replaceWith(next);
      list = next;
      var back = el("button", { type: "button", className: "md-button" }, "Вернуться к списку");
      back.onclick = function () { comparing = true; change(function () {}); };
      list.after(el("div", { className: "m-catalogue__extra" }, back));
      say(box, "Рядом: " + count(chosen.length, "практика", "практики", "практик") + ". Адрес этой страницы можно переслать, таблицу — напечатать.");
    }
  }

  function fits(item, is) {
    return Object.keys(is).every(function (name) { return has(item, name, is[name]); });
  }

  function has(item, name, values) {
    var own = item.is[name] || [];
    return !values.length || values.some(function (value) { return own.indexOf(value) >= 0; });
  }

  // The beginnings of words, without their endings: a list has no index with a stemmer
  function speaks(item, words) {
    if (!words) return true;
    var said = [item.title, item.top, item.text, item.result, item.facts].join(" ").toLowerCase().replace(/ё/g, "е");
    return words.toLowerCase().replace(/ё/g, "е").split(/\s+/).filter(Boolean).every(function (word) {
      return said.indexOf(word.length > 5 ? word.slice(0, -2) : word.length > 3 ? word.slice(0, -1) : word) >= 0;
    });
  }

  function find(data, slug) {
    return data.items.filter(function (item) { return item.slug === slug; })[0];
  }

  function card(box, item, extra) {
    var made = el("div", { className: "m-card" });
    if (item.top) {
      var top = el("span", { className: "m-card__top" + (item.tone ? " m-card__top--" + item.tone : "") }, item.top);
      if (item.level !== undefined) top.prepend(level(item.level), " ");
      made.append(top, " ");
    }
    made.append(el("a", { className: "m-card__link", href: at(box, item.href) }, item.title), " ");
    if (item.text) made.append(el("span", {}, item.text), " ");
    if (item.result) made.append(el("span", { className: "m-card__result" }, item.result), " ");
    if (item.facts) made.append(el("span", {}, item.facts), " ");
    if (extra) made.append(extra);
    return made;
  }

  function level(number) {
    var space = "http://www.w3.org/2000/svg", drawing = document.createElementNS(space, "svg");
    drawing.setAttribute("class", "m-level");
    drawing.setAttribute("viewBox", "0 0 46 10");
    drawing.setAttribute("aria-hidden", "true");
    for (var step = 0; step < 4; step++) {
      var part = document.createElementNS(space, "rect");
      part.setAttribute("class", step < number ? "m-level__on" : "m-level__off");
      part.setAttribute("x", step * 12);
      part.setAttribute("width", 10);
      part.setAttribute("height", 10);
      drawing.append(part);
    }
    return drawing;
  }

  // What fits a situation: every answer that a practice meets or misses is told as a reason

  function situation(box) {
    load(box, function (data) {
      var answers = {}, form = el("div", { className: "m-situation__form" });
      var result = el("div", { className: "m-cards" });
      data.questions.forEach(function (question) {
        var select = el("select", { id: "m-ask-" + question.id }, el("option", { value: "" }, "не важно"));
        question.choices.forEach(function (choice) { select.append(el("option", { value: choice[0] }, choice[1])); });
        select.onchange = function () { answers[question.id] = select.value; write(stated(answers)); rank(); };
        form.append(el("label", {}, question.title, select));
      });
      var told = read().is;
      data.questions.forEach(function (question) {
        var value = (told[question.id] || [])[0];
        if (question.choices.some(function (choice) { return choice[0] === value; })) {
          answers[question.id] = value;
          form.querySelector("#m-ask-" + question.id).value = value;
        }
      });
      box.querySelector(".m-cards").replaceWith(result);
      box.querySelector(".m-found").before(form);
      rank();

      function rank() {
        var ranked = data.items.map(function (item, index) { return weigh(item, index); }).sort(function (a, b) {
          return b.weight - a.weight || a.index - b.index;
        });
        result.replaceChildren.apply(result, ranked.map(function (found) {
          return card(box, found.item, el("ul", { className: "m-card__reasons" }));
        }));
        ranked.forEach(function (found, index) {
          var reasons = result.children[index].querySelector(".m-card__reasons");
          found.reasons.forEach(function (reason) { reasons.append(el("li", { className: "m-reason m-reason--" + reason[0] }, reason[1])); });
        });
        var asked = Object.keys(answers).filter(function (id) { return answers[id]; }).length;
        say(box, asked ? "Сначала то, что подходит больше. У каждой практики написано почему." : "Ответьте хотя бы на один вопрос: порядок изменится.");
      }

      function weigh(item, index) {
        var weight = item.level / 4, reasons = [];
        data.questions.forEach(function (question) {
          var answer = answers[question.id];
          if (!answer) return;
          var met = (item.meets[question.id] || {})[answer];
          if (!met) return;
          weight += met[0] * question.weight;
          reasons.push([met[0] > 0 ? "for" : met[0] < 0 ? "against" : "open", met[1]]);
        });
        return { item: item, index: index, weight: weight, reasons: reasons };
      }
    });
  }

  function stated(answers) {
    var state = { is: {}, words: "", order: "list", compare: [] };
    Object.keys(answers).forEach(function (id) { if (answers[id]) state.is[id] = [answers[id]]; });
    return state;
  }
})();
