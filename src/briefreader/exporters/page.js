// Filters highlights by tag and walks from one to the next. Reads nothing of the letter but data attributes.
"use strict";
(() => {
  const boxes = [...document.querySelectorAll("input[data-tag]")];
  const marks = [...document.querySelectorAll("mark[data-cards]")];
  const cards = [...document.querySelectorAll(".card")];
  const shown = document.querySelector("output");
  let here = -1;

  const visible = () => cards.filter((card) => !card.hidden);

  function filter() {
    const on = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.tag));
    const off = new Set();
    for (const card of cards) {
      card.hidden = on.size > 0 && !card.dataset.tags.split(" ").some((tag) => on.has(tag));
      if (card.hidden) off.add(card.id);
    }
    for (const mark of marks) mark.classList.toggle("off", mark.dataset.cards.split(" ").every((id) => off.has(id)));
    here = -1;
    shown.textContent = `${visible().length} of ${cards.length} highlights`;
  }

  function go(step) {
    const list = visible();
    if (!list.length) return;
    here = here < 0 ? (step > 0 ? 0 : list.length - 1) : (here + step + list.length) % list.length;
    const card = list[here];
    for (const mark of marks) mark.classList.toggle("here", mark.dataset.cards.split(" ").includes(card.id));
    card.focus({ preventScroll: true });
    (document.querySelector("mark.here") || card).scrollIntoView({ block: "center" });
  }

  const keys = { j: () => go(1), k: () => go(-1), Escape: () => { for (const box of boxes) box.checked = false; filter(); } };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    keys[event.key]();
    event.preventDefault();
  });
  for (const box of boxes) box.addEventListener("change", filter);
  for (const mark of marks) mark.addEventListener("click", () => {
    here = visible().findIndex((card) => mark.dataset.cards.split(" ").includes(card.id)) - 1;
    go(1);
  });
  document.querySelector("form").hidden = false;
  filter();
})();
