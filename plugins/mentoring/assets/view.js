// The view for poor sight: chosen by the reader, remembered on the device. It runs before the page is drawn.
(function () {
  "use strict";
  var root = document.documentElement, key = "mentoring-view";
  var CHOICES = [
    { name: "size", title: "Размер текста", values: [["100", "Обычный"], ["125", "125 %"], ["150", "150 %"], ["200", "200 %"]] },
    { name: "colours", title: "Цвета", values: [["", "Обычные"], ["black", "Чёрным по белому"], ["white", "Белым по чёрному"], ["blue", "Тёмно-синим по голубому"]] },
    { name: "spacing", title: "Интервалы", values: [["", "Обычные"], ["wide", "Увеличенные"]] },
    { name: "pictures", title: "Картинки", values: [["", "Показывать"], ["off", "Скрыть"]] },
    { name: "face", title: "Шрифт", values: [["", "Без засечек"], ["serif", "С засечками"]] }
  ];
  var chosen = read();
  apply();
  document.addEventListener("DOMContentLoaded", build);

  function read() {
    try {
      var told = JSON.parse(localStorage.getItem(key)) || {};
      return CHOICES.reduce(function (all, choice) {
        var known = choice.values.some(function (value) { return value[0] === told[choice.name]; });
        all[choice.name] = known ? told[choice.name] : choice.values[0][0];
        return all;
      }, { open: told.open === true });
    } catch (error) {
      return { size: "100", colours: "", spacing: "", pictures: "", face: "", open: false };
    }
  }

  function keep() {
    try { localStorage.setItem(key, JSON.stringify(chosen)); } catch (error) { /* a browser that keeps nothing */ }
  }

  function apply() {
    CHOICES.forEach(function (choice) {
      var value = chosen[choice.name];
      if (value && value !== "100") root.setAttribute("data-m-" + choice.name, value);
      else root.removeAttribute("data-m-" + choice.name);
    });
  }

  function element(name, attributes, text) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (each) { made.setAttribute(each, attributes[each]); });
    if (text) made.textContent = text;
    return made;
  }

  function build() {
    var bar = element("div", { "class": "m-view", "role": "region", "aria-label": "Версия для слабовидящих" });
    var button = element("button", { "class": "m-view-toggle", type: "button", "aria-controls": "m-view-panel" }, "Версия для слабовидящих");
    var panel = element("form", { "class": "m-view-panel", id: "m-view-panel" });
    CHOICES.forEach(function (choice) { panel.appendChild(group(choice)); });
    var reset = element("button", { type: "reset" }, "Обычная версия");
    panel.appendChild(reset);
    panel.addEventListener("change", function (event) {
      chosen[event.target.name.slice(7)] = event.target.value;
      apply(); keep();
    });
    panel.addEventListener("reset", function () {
      CHOICES.forEach(function (choice) { chosen[choice.name] = choice.values[0][0]; });
      apply(); keep();
      setTimeout(mark);
    });
    panel.addEventListener("submit", function (event) { event.preventDefault(); });
    button.addEventListener("click", function () { chosen.open = !chosen.open; keep(); show(); });
    bar.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && chosen.open) { chosen.open = false; keep(); show(); button.focus(); }
    });
    bar.appendChild(button);
    bar.appendChild(panel);
    var skip = document.querySelector("[data-md-component=skip]");
    document.body.insertBefore(bar, skip ? skip.nextSibling : document.body.firstChild);
    mark(); show();

    function show() {
      button.setAttribute("aria-expanded", String(chosen.open));
      panel.hidden = !chosen.open;
    }
    function mark() {
      CHOICES.forEach(function (choice) {
        panel.querySelectorAll("[name=m-view-" + choice.name + "]").forEach(function (input) {
          input.checked = input.value === chosen[choice.name];
        });
      });
    }
  }

  function group(choice) {
    var field = element("fieldset", {});
    field.appendChild(element("legend", {}, choice.title));
    choice.values.forEach(function (value) {
      var label = element("label", {});
      label.appendChild(element("input", { type: "radio", name: "m-view-" + choice.name, value: value[0] }));
      label.appendChild(document.createTextNode(" " + value[1]));
      field.appendChild(label);
    });
    return field;
  }
})();
