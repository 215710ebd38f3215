/** Choosing units on a board: one box for all of them, and how many are chosen. Without it each box works alone. */

const form = document.querySelector(".board-choice");
const boxes = [...document.querySelectorAll('.board-choice input[name="unit"]')];
const corner = document.querySelector("[data-choose-all]");
const told = document.querySelector(".board-chosen");

/** A box in the head of the column that stands for all the others. */
function boxForAll() {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "kern-form-check__checkbox";
  box.setAttribute("aria-label", corner.dataset.chooseAll);
  box.addEventListener("change", () => {
    for (const each of boxes) each.checked = box.checked;
    tell(box);
  });
  corner.replaceChildren(box);
  return box;
}

/** Says how many are chosen. The wordings were written with 1 and 2, which stand for the number. */
function tell(all) {
  const n = boxes.filter((box) => box.checked).length;
  all.checked = n === boxes.length;
  all.indeterminate = n > 0 && n < boxes.length;
  told.textContent = n === 0 ? "" : n === 1 ? told.dataset.one : told.dataset.many.replace("2", String(n));
}

if (form && corner && told && boxes.length > 0) {
  const all = boxForAll();
  form.addEventListener("change", () => tell(all));
  tell(all); // a browser may have kept what was chosen
}
