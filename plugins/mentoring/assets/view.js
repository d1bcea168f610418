// Dark colours and the view for poor sight: chosen by the reader, remembered on the device. It runs before the page is drawn.
(function () {
  "use strict";
  var root = document.documentElement, key = "mentoring-view";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  root.classList.remove("no-js");
  root.classList.add("js");
  var CHOICES = [
    { name: "size", title: "Размер текста", values: [["100", "Обычный"], ["125", "125 %"], ["150", "150 %"], ["200", "200 %"]] },
    { name: "colours", title: "Цвета", values: [["", "Обычные"], ["black", "Чёрным по белому"], ["white", "Белым по чёрному"], ["blue", "Тёмно-синим по голубому"]] },
    { name: "spacing", title: "Интервалы", values: [["", "Обычные"], ["wide", "Увеличенные"]] },
    { name: "pictures", title: "Картинки", values: [["", "Показывать"], ["off", "Скрыть"]] },
    { name: "face", title: "Шрифт", values: [["", "Без засечек"], ["serif", "С засечками"]] }
  ];
  var SCHEMES = ["default", "slate"];
  var chosen = read();
  root.setAttribute("data-m-script", "");
  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", build);

  function read() {
    try {
      var told = JSON.parse(localStorage.getItem(key)) || {};
      return CHOICES.reduce(function (all, choice) {
        var known = choice.values.some(function (value) { return value[0] === told[choice.name]; });
        all[choice.name] = known ? told[choice.name] : choice.values[0][0];
        return all;
      }, { open: told.open === true, scheme: SCHEMES.indexOf(told.scheme) >= 0 ? told.scheme : "" });
    } catch (error) {
      return { size: "100", colours: "", spacing: "", pictures: "", face: "", open: false, scheme: "" };
    }
  }

  function keep() {
    try { localStorage.setItem(key, JSON.stringify(chosen)); } catch (error) { /* a browser that keeps nothing */ }
  }

  function scheme() {
    return chosen.scheme || SCHEMES[Number(dark.matches)];
  }

  function apply() {
    root.setAttribute("data-md-color-scheme", scheme());
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
    var bar = document.querySelector(".m-view"), button = bar.querySelector(".m-view-toggle"), night = bar.querySelector(".m-view-night");
    var panel;
    button.addEventListener("click", function () { chosen.open = !chosen.open; keep(); show(); });
    bar.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && chosen.open) { chosen.open = false; keep(); show(); button.focus(); }
    });
    night.addEventListener("click", function () {
      chosen.scheme = SCHEMES[1 - SCHEMES.indexOf(scheme())];
      apply(); keep(); show();
    });
    dark.addEventListener("change", show);
    show();

    // The settings are made when they are asked for: most readers never do
    function show() {
      if (chosen.open && !panel) make();
      button.setAttribute("aria-expanded", String(chosen.open));
      if (panel) panel.hidden = !chosen.open;
      night.setAttribute("aria-pressed", String(scheme() === "slate"));
    }
    function make() {
      panel = element("form", { "class": "m-view-panel", id: "m-view-panel" });
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
      bar.appendChild(panel);
      mark();
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
