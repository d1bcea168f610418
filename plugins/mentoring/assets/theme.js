// Where the theme is in a reader's way: single keys, the menu without a mouse. It runs before the theme's own script.
(function () {
  "use strict";

  // A single letter is no command: whoever dictates to the machine would leave the page. WCAG 2.2, 2.1.4.
  var KEYS = ["f", "s", "/", "p", "n", ",", "."];
  window.addEventListener("keydown", function (event) {
    if (KEYS.indexOf(event.key) >= 0 && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopImmediatePropagation();
  }, true);

  // The icon that opens the menu on a narrow screen is a label: it gets a button for the keyboard.
  var box = document.getElementById("__drawer"), icon = document.querySelector(".md-header label[for=__drawer]");
  if (!box || !icon) return;
  var button = document.createElement("button");
  function show() { button.setAttribute("aria-expanded", String(box.checked)); }
  button.type = "button";
  button.className = "m-press";
  button.setAttribute("aria-label", "Меню");
  while (icon.firstChild) button.appendChild(icon.firstChild);
  icon.appendChild(button);
  button.addEventListener("click", function () {
    box.click();
    if (box.checked) document.querySelector(".md-sidebar--primary a").focus();
  });
  box.addEventListener("change", show);
  window.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && box.checked) { box.click(); button.focus(); }
  }, true);
  show();
})();
