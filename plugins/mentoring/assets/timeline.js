// The reader's own day on the timeline and in the months; on a narrow screen the months are read first.
(function () {
  "use strict";
  var MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];
  var now = new Date();
  var month = now.getFullYear() + "-" + ("0" + (now.getMonth() + 1)).slice(-2);
  var narrow = window.matchMedia("(max-width: 44.9em)").matches && !window.matchMedia("print").matches;

  each(".m-tl", scale);
  each(".m-month__name time", name);
  if (narrow) {
    each(".m-fold--scale, .m-fold--section", function (part) { part.open = false; });
    if (!document.querySelector(".m-next")) each(".m-fold--months", function (part) { part.open = true; });
  }

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  function scale(box) {
    var columns = Array.prototype.slice.call(box.querySelectorAll(".m-tl__months time"));
    var line = box.querySelector(".m-tl__today");
    columns.forEach(function (column, index) {
      if (column.getAttribute("datetime") !== month) return;
      var days = new Date(now.getFullYear(), now.getMonth() + 1, 0).getDate();
      var place = ((index + (now.getDate() - 0.5) / days) / columns.length * 100).toFixed(2) + "%";
      line.setAttribute("x1", place);
      line.setAttribute("x2", place);
      line.setAttribute("class", "m-tl__today m-tl__today--now");
      column.parentNode.classList.add("m-now");
      tell(box.parentNode.querySelector(".m-tl__day"));
      box.scrollLeft = column.parentNode.offsetLeft - box.clientWidth / 2;
    });
  }

  function tell(said) {
    var asOf = said && said.querySelector("time");
    if (!asOf) return;
    var told = "Вертикальная черта — сегодня, " + now.getDate() + "\u00a0" + MONTHS[now.getMonth()] + ". ";
    var rest = asOf.textContent;
    said.textContent = told + rest.charAt(0).toUpperCase() + rest.slice(1) + ".";
  }

  function name(time) {
    if (time.getAttribute("datetime") !== month) return;
    var heading = time.parentNode, badge = document.createElement("span");
    badge.className = "m-badge m-badge--now m-now-word";
    badge.textContent = "этот месяц";
    heading.appendChild(document.createTextNode(" "));
    heading.appendChild(badge);
    heading.parentNode.classList.add("m-month--now");
  }
})();
