/**
 * How many characters are left in a text that has a limit, in the line below it.
 *
 * Without a script the line says the limit. A limit that belongs to every text of its kind has no line at first: it
 * is shown when less than a tenth is left. Characters are counted as the server counts them, by code points.
 *
 * @module
 */

const NEAR = 0.1;

/** Bring the line below a field up to date. @param {HTMLElement} field @param {{left: string, over: string}} words */
export function count(field, words) {
  const most = Number(field.dataset.most);
  const line = document.getElementById(`${field.id}-counter`);
  if (!most || !line) return;
  const left = most - [...field.value.trim()].length;
  line.hidden = "quiet" in line.dataset && left > most * NEAR;
  line.textContent = (left < 0 ? words.over : words.left).replace("{n}", String(Math.abs(left)));
  line.classList.toggle("counter--over", left < 0);
}
