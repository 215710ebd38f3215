/**
 * Choices that exclude all others: ticking one unticks the rest, and the other way round.
 *
 * @module
 */

import { elementsOf, nameOf } from "./fields.js";

/** Keep a group of boxes consistent after one of them was ticked. @param {HTMLInputElement} box */
export function keepExclusive(form, box) {
  if (box.type !== "checkbox" || !box.checked) return;
  const isAlone = "exclusive" in box.dataset;
  for (const other of elementsOf(form, nameOf(box))) {
    if (other !== box && (isAlone || "exclusive" in other.dataset)) other.checked = false;
  }
}
