/**
 * Lists of rows: added and taken back without loading the page, with the counter of open decisions.
 *
 * The server does it, by the form's own buttons; of the page that comes back the questions are put in place of those
 * that stand here.
 *
 * @module
 */

const ROW_ACT = /^(add|remove|take):/;

/** Whether a button changes the rows or takes over an answer, and the page can stay. @param {HTMLButtonElement} button */
export function isRowAct(button) {
  return button?.name === "_act" ? ROW_ACT.test(button.value) : Boolean(button?.name.startsWith("c:"));
}

/** Press a button of the form behind the page's back. @returns {Promise<?Document>} null when that did not work */
export async function press(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  return read(fetch(form.action, { method: "POST", body }), form);
}

/** The section as the server shows it now. @returns {Promise<?Document>} */
export async function fetchSection(form) {
  return read(fetch(form.action + location.search), form);
}

/** Put questions of a fresh page in place of those that stand here; all, or those whose keys are named. */
export function putInPlace(form, fresh, keys = null) {
  for (const question of fresh.querySelectorAll(".question")) {
    const old = document.getElementById(question.id);
    if (old && (keys === null || keys.has(question.dataset.place))) old.replaceWith(document.adoptNode(question));
  }
  document.getElementById("state").textContent = fresh.getElementById("state").textContent;
}

/** Go on where the act leads: to the first open field of a new row, or to where the removed one stood. */
export function focusAfter(before, button) {
  const rows = [...document.querySelectorAll(".row")];
  const added = rows.find(({ id }) => !before.has(id));
  const list = document.getElementById(`question-${button.value.split(":")[1] ?? ""}`);
  const fields = [...(added?.querySelectorAll("input:not([type=hidden]), select, textarea") ?? [])];
  const target =
    fields.find(({ type, value }) => type === "radio" || value === "") ??
    fields[0] ??
    list?.querySelector(".rows__add") ??
    document.getElementById(`question-${button.name.slice("c:".length)}`)?.querySelector("input:not([type=hidden])");
  target?.focus();
}

/** In the field for a new row's name, Enter adds the row. @param {KeyboardEvent} event */
export function addOnEnter(event) {
  if (event.key !== "Enter" || !event.target.classList?.contains("rows__name")) return;
  event.preventDefault();
  event.target.closest(".rows__new").querySelector(".rows__add").click();
}

/** The ids of all rows on the page. @returns {Set<string>} */
export function rowIds() {
  return new Set([...document.querySelectorAll(".row")].map(({ id }) => id));
}

/** Count, list by list, the rows of the last report that wait for a decision, and mark them. */
export function countUndecided(form) {
  for (const list of form.querySelectorAll(".rows")) {
    const rows = [...list.querySelectorAll(".row--before")];
    const open = rows.filter((row) => !row.querySelector(".row__acts input:checked"));
    for (const row of rows) row.classList.toggle("row--undecided", open.includes(row));
    const line = list.querySelector("[data-undecided]");
    if (!line) continue;
    line.textContent = JSON.parse(line.dataset.undecided)[open.length] ?? "";
    line.hidden = open.length === 0;
  }
}

async function read(request, form) {
  try {
    const answer = await request;
    if (!answer.ok || new URL(answer.url).pathname !== new URL(form.action).pathname) return null;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    return fresh.getElementById("state") ? fresh : null;
  } catch {
    return null;
  }
}
