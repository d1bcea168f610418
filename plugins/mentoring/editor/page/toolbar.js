// One press saves: Decap hides it in a menu. The arrow beside it opens the menu as before.
(function () {
  'use strict';
  const ARROW = 34;
  const words = (element) => element.textContent.trim();
  const button = () => [...document.querySelectorAll('[class*="ToolbarSubSectionFirst"] [role="button"]')]
    .find((each) => words(each) === 'Сохранить');

  function choose(tries = 10) {
    const item = [...document.querySelectorAll('[role="menuitem"]')].find((each) => words(each) === 'Сохранить');
    if (item) item.click();
    else if (tries) setTimeout(choose, 20, tries - 1);
  }

  Mentoring.saveAtOnce = () => {
    document.addEventListener('click', (event) => {
      const pressed = button();
      if (!event.isTrusted || !pressed || !pressed.contains(event.target)) return;
      if (event.clientX && event.clientX > pressed.getBoundingClientRect().right - ARROW) return;
      choose();
    });
    document.addEventListener('keydown', (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyS') return;
      event.preventDefault();
      const pressed = button();
      if (!pressed || document.querySelector('dialog[open]')) return;
      pressed.click();
      choose();
    });
  };
})();
