/**
 * Hints and conflicts beside the fields, as the server's pages draw them.
 *
 * @module
 */

import { elementsOf, markOf } from "./fields.js";

/** Show what the server says of a field, in place of what it said before. */
export function showHints(form, name, hints, words) {
  const box = boxOf(form, name);
  if (!box) return;
  const id = `field-${name}-hints`;
  const old = form.ownerDocument.getElementById(id);
  if (sentencesIn(old) === hints.map(({ sentence }) => sentence).join("\n")) return;
  old?.remove();
  if (hints.length > 0) insert(box, made("div", { id, className: "hints" }, hints.map((each) => hint(each, words))));
  describe(form, name, id, hints.length > 0);
}

/**
 * Show both texts of a field that somebody else wrote meanwhile, each with a button that takes it.
 * @param {(choice: "yours" | "theirs") => void} decide is called with the choice
 */
export function showConflict(form, name, conflict, words, decide) {
  const id = `field-${name}-conflict`;
  form.ownerDocument.getElementById(id)?.remove();
  const box = boxOf(form, name);
  if (!box) return;
  const side = (whose, text) =>
    made("div", { className: "side" }, [
      made("p", { className: "side__whose" }, [words[whose]]),
      made("p", { className: "side__text" }, [text || words.empty]),
      button(`${words[`take_${whose}`]}`, conflict.label, () => {
        form.ownerDocument.getElementById(id)?.remove();
        elementsOf(form, name)[0]?.focus();
        decide(whose);
      }),
    ]);
  const sides = made("div", { className: "sides" }, [
    side("yours", conflict.your_words),
    side("theirs", conflict.their_words),
  ]);
  const title = made("p", { className: "collision__title" }, [words.conflict]);
  const shown = made("div", { id, className: "collision", role: "group" }, [title, sides]);
  shown.setAttribute("aria-label", `${words.conflict}: ${conflict.label}`);
  insert(box, shown);
}

function boxOf(form, name) {
  return markOf(form, name)?.parentElement ?? null;
}

function insert(box, element) {
  box.insertBefore(element, box.querySelector(":scope > .beside"));
}

function sentencesIn(box) {
  return [...(box?.querySelectorAll("[data-sentence]") ?? [])].map((each) => each.textContent).join("\n");
}

function hint({ sentence, hard }, words) {
  const icon = made("span", { className: "kern-icon kern-icon--info kern-icon--small", ariaHidden: "true" }, []);
  const kind = made("span", { className: "kern-sr-only" }, [`${words.hint}: `]);
  const told = made("span", {}, [sentence]);
  told.dataset.sentence = "";
  return made("p", { className: hard ? "hint hint--hard" : "hint" }, [icon, made("span", {}, [kind, told])]);
}

function button(label, what, act) {
  const hidden = made("span", { className: "kern-sr-only" }, [`: ${what}`]);
  const shown = made("button", { className: "kern-btn kern-btn--secondary", type: "button" }, [
    made("span", { className: "kern-label" }, [label, hidden]),
  ]);
  shown.addEventListener("click", act);
  return shown;
}

function describe(form, name, id, isThere) {
  const buttons = elementsOf(form, name);
  const described = form.ownerDocument.getElementById(`field-${name}`) ?? buttons[0];
  const ids = new Set((described.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (isThere) ids.add(id);
  else ids.delete(id);
  if (ids.size > 0) described.setAttribute("aria-describedby", [...ids].join(" "));
  else described.removeAttribute("aria-describedby");
}

function made(tag, properties, children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
