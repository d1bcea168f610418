// Where the theme is in a reader's way: single keys, the menu without a mouse, what it loads. It runs before the theme's own script.
(function () {
  "use strict";

  // A single letter is no command: whoever dictates to the machine would leave the page. WCAG 2.2, 2.1.4.
  var KEYS = ["f", "s", "/", "p", "n", ",", "."];
  window.addEventListener("keydown", function (event) {
    if (KEYS.indexOf(event.key) >= 0 && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopImmediatePropagation();
  }, true);

  // The icons that open the menu and the search on a narrow screen are labels: each gets a button for the keyboard.
  [["drawer", "Меню", ".md-sidebar--primary a"], ["search", "Поиск", ".md-search__input"]].forEach(function (told) {
    var box = document.getElementById("__" + told[0]), icon = document.querySelector(".md-header label[for=__" + told[0] + "]");
    if (!box || !icon) return;
    var button = document.createElement("button");
    function show() { button.setAttribute("aria-expanded", String(box.checked)); }
    button.type = "button";
    button.className = "m-press";
    button.setAttribute("aria-label", told[1]);
    while (icon.firstChild) button.appendChild(icon.firstChild);
    icon.appendChild(button);
    button.addEventListener("click", function () {
      box.click();
      if (box.checked) document.querySelector(told[2]).focus();
    });
    box.addEventListener("change", show);
    window.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && box.checked) { box.click(); button.focus(); }
    }, true);
    show();
  });

  // Until the search is replaced by Pagefind: its program and its index are loaded when it is opened, not with every page.
  var toggle = document.getElementById("__search");
  if (!toggle || !window.Worker) return;
  var opened = new Promise(function (open) { toggle.addEventListener("change", open, { once: true }); });
  var Real = window.Worker, request = XMLHttpRequest.prototype, open = request.open, send = request.send;

  window.Worker = function (address) {
    var heard = document.createElement("i"), worker;
    opened.then(function () {
      worker = new Real(address);
      worker.onmessage = function (event) { heard.dispatchEvent(new MessageEvent("message", { data: event.data })); };
    });
    heard.postMessage = function (message) { opened.then(function () { worker.postMessage(message); }); };
    return heard;
  };
  request.open = function (method, address) {
    this.waits = /search_index\.json$/.test(address);
    return open.apply(this, arguments);
  };
  request.send = function () {
    var asked = this, told = arguments;
    if (!this.waits) send.apply(asked, told);
    else opened.then(function () { send.apply(asked, told); });
  };
})();
