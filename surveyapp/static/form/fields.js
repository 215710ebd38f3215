/**
 * The fields of a section's form: their names, the texts that stand in them, the marks of what was seen.
 *
 * A field is everything of one name: a box to type in, a list, or several buttons. Its text is what the server
 * keeps as typed; several codes stand in it divided by one space.
 *
 * @module
 */

const ANSWER = "q:";

/** The name of the field that an element belongs to; "" for what is no answer. @param {Element} element */
export function nameOf(element) {
  const name = element.name ?? "";
  return name.startsWith(ANSWER) ? name : "";
}

/** Key and row of a field's name. @param {string} name @returns {[string, string]} */
export function placeOf(name) {
  const [, key, row = ""] = name.split(":");
  return [key, row];
}

/** All elements of a field. @param {ParentNode} form @param {string} name @returns {HTMLInputElement[]} */
export function elementsOf(form, name) {
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
}

/** What stands in a field. @param {ParentNode} form @param {string} name @returns {string} */
export function textOf(form, name) {
  return textsOf(form, name).join(" ");
}

/** What a form would send of a field: each chosen code, or the one text. */
export function textsOf(form, name) {
  return elementsOf(form, name)
    .filter((element) => !isButton(element) || element.checked)
    .map((element) => element.value)
    .filter((text) => text !== "");
}

/** Put a text into a field. @param {ParentNode} form @param {string} name @param {string} text */
export function put(form, name, text) {
  const codes = text.split(" ");
  for (const element of elementsOf(form, name)) {
    if (!isButton(element)) element.value = text;
    else element.checked = element.type === "radio" ? element.value === text : codes.includes(element.value);
  }
}

/** The hidden field with the mark of what was seen; null if there is none. @returns {?HTMLInputElement} */
export function markOf(form, name) {
  return form.querySelector(`[name="v:${CSS.escape(name)}"]`);
}

/** The names of all fields of a form that hold answers. @param {ParentNode} form @returns {string[]} */
export function namesIn(form) {
  const marks = [...form.querySelectorAll('[name^="v:q:"]')];
  return marks.map(({ name }) => name.slice("v:".length));
}

function isButton({ type }) {
  return type === "radio" || type === "checkbox";
}
