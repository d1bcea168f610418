// What a reader needs of the theme's own script, which is left out: the menu without a mouse, folded parts, the place in the contents; and what opens the search.
(function () {
  "use strict";
  var here = document.currentScript.src, root = document.documentElement;
  var box = document.getElementById("__drawer"), icon = document.querySelector(".md-header label[for=__drawer]");
  if (box && icon) drawer();
  sections();
  folded();
  contents();
  search();

  // The icon that opens the menu on a narrow screen is a label: it gets a button for the keyboard
  function drawer() {
    var button = document.createElement("button");
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
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && box.checked) { box.click(); button.focus(); }
    });
    document.querySelector(".md-sidebar--primary").addEventListener("click", function (event) {
      if (event.target.closest("a[href^='#']") && box.checked) box.click();
    });
    show();

    function show() { button.setAttribute("aria-expanded", String(box.checked)); }
  }

  // Sections of the menu open by the keyboard too, and say whether they are open
  function sections() {
    document.querySelectorAll(".md-nav__toggle").forEach(function (toggle) {
      var menu = toggle.parentElement.querySelector("nav[aria-expanded]");
      if (menu) toggle.addEventListener("change", function () { menu.setAttribute("aria-expanded", String(toggle.checked)); });
    });
    document.addEventListener("keydown", function (event) {
      if (event.target.matches("label[tabindex]") && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); event.target.click(); }
    });
  }

  // A folded part opens where an address leads into it, and on paper
  function folded() {
    function reveal() {
      var target = led(location.hash), part = target && target.closest("details:not([open])");
      if (!part) return;
      for (; part; part = part.parentElement.closest("details")) part.open = true;
      target.scrollIntoView();
    }
    window.addEventListener("hashchange", reveal);
    window.addEventListener("beforeprint", function () {
      document.querySelectorAll(".md-content details").forEach(function (part) { part.open = true; });
    });
    reveal();
  }

  // The contents beside a page mark the heading the reader is at
  function contents() {
    var links = [].slice.call(document.querySelectorAll(".md-sidebar--secondary .md-nav__link[href^='#']"));
    if (!links.length || !window.IntersectionObserver) return;
    var headings = links.map(function (link) { return led(link.hash); });
    var watch = new IntersectionObserver(mark, { rootMargin: "-25% 0px -75% 0px" });
    headings.forEach(function (heading) { if (heading) watch.observe(heading); });

    function mark() {
      var at = -1, line = root.clientHeight / 4 + 1;
      headings.forEach(function (heading, index) { if (heading && heading.getBoundingClientRect().top <= line) at = index; });
      links.forEach(function (link, index) { link.classList.toggle("md-nav__link--active", index === at); });
    }
  }

  function led(hash) {
    try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch (error) { return null; /* an address nobody wrote */ }
  }

  // The script of the search comes when a reader is about to open it; without it the link leads to the page of the search
  function search() {
    var open = document.querySelector(".m-search-open"), script = document.createElement("script");
    if (!open || !window.HTMLDialogElement || document.querySelector(".m-search-page")) return;
    open.setAttribute("role", "button");
    open.addEventListener("keydown", function (event) {
      if (event.key === " ") { event.preventDefault(); open.click(); }
    });
    open.addEventListener("pointerenter", load);
    open.addEventListener("focus", load);
    open.addEventListener("click", wait);

    function load() {
      if (script.src) return;
      script.src = new URL("search.js", here).href;
      document.head.appendChild(script);
    }

    function wait(event) {
      event.preventDefault();
      load();
      script.onload = function () { open.click(); };
      script.onerror = function () { location.href = open.href; };
    }
    ["load", "error"].forEach(function (end) {
      script.addEventListener(end, function () { open.removeEventListener("click", wait); });
    });
  }
})();
