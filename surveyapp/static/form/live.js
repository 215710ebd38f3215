/**
 * Questions, choices and computed items that react while somebody answers: routing.js made visible.
 *
 * Everything that may be asked stands in the page, hidden as long as it is not; hidden fields keep their text. What
 * is not in the page yet, such as a grid's line for a row that has just come, has to be fetched: it is `stale`.
 *
 * @module
 */

import { elementsOf, placeOf } from "./fields.js";
import { answered, route } from "./routing.js";

/** The section's questions as they react. */
export class Live {
  #form;
  #description;
  #state;
  #language;

  /** @param {HTMLFormElement} form @param {Description} description @param {State} state see routing.js */
  constructor(form, description, state) {
    this.#form = form;
    this.#description = description;
    this.#language = document.documentElement.lang;
    this.restart(state);
  }

  /** Begin anew with what the server says now. @param {State} state */
  restart(state) {
    this.#state = state;
  }

  /** Take in what stands in a field now. @param {string} name @param {string} text */
  take(name, text) {
    this.#state = answered(this.#description, this.#state, ...placeOf(name), text);
  }

  /**
   * Show, hide and compute; gives the questions that came up, and the keys of those to be fetched.
   * @returns {{appeared: HTMLElement[], stale: Set<string>}}
   */
  apply() {
    const { shown, offered, computed } = route(this.#description, this.#state);
    const appeared = this.#toggle(shown);
    for (const [place, codes] of offered) if (this.#isFiltered(place)) this.#offer(`q:${place}`, codes);
    for (const [key, value] of computed) this.#compute(key, value);
    return { appeared, stale: this.#missing(shown) };
  }

  #toggle(shown) {
    const appeared = [];
    for (const element of this.#form.querySelectorAll("[data-place]")) {
      const isShown = shown.get(element.dataset.place) === true;
      if (element.hidden && isShown && element.matches(".question")) appeared.push(element);
      element.hidden = !isShown;
    }
    return appeared;
  }

  #offer(name, codes) {
    for (const element of elementsOf(this.#form, name)) {
      if (element.tagName === "SELECT") offerOptions(element, codes);
      else if (element.value && !element.id.endsWith("-still")) {
        element.closest(".kern-form-check").hidden = !codes.includes(element.value) && !element.checked;
      }
    }
  }

  #compute(key, value) {
    const place = this.#form.querySelector(`[data-computed="${CSS.escape(key)}"]`);
    if (place) place.textContent = this.#words(value, JSON.parse(place.dataset.labels));
  }

  #words(value, labels) {
    if (value === null) return "–";
    if (typeof value === "string") return labels[value] ?? value;
    return new Intl.NumberFormat(this.#language, { maximumFractionDigits: 10 }).format(value.number);
  }

  /** The items of which something is asked that the page does not hold. */
  #missing(shown) {
    const isThere = (place) => this.#form.querySelector(`[name="v:q:${CSS.escape(place)}"]`) !== null;
    const places = [...shown].filter(([place, isShown]) => isShown && place.includes(":")).map(([place]) => place);
    return new Set(places.filter((each) => !this.#isNote(each) && !isThere(each)).map(itemOf));
  }

  #isFiltered(place) {
    return Boolean(this.#question(place)?.choice_filter);
  }

  #isNote(place) {
    return this.#question(place)?.type === "note";
  }

  #question(place) {
    const [key] = place.split(":");
    const item = this.#description.items.find((each) => each.key === itemOf(place));
    return item?.fields?.find(({ keys }) => keys.includes(key)) ?? item;
  }
}

function itemOf(place) {
  return place.split(/[.:]/)[0].replace(/__other$/, "");
}

function offerOptions(list, codes) {
  for (const option of list.options) {
    if (!option.value || option.selected) continue;
    option.hidden = option.disabled = !codes.includes(option.value);
  }
}
