/**
 * One report as conditions read it (forms/readings.py in the browser).
 *
 * What the server sends of a report is plain JSON, with one name for each place, as in the names of fields:
 * "turnus", "budget.planned", and "members.seat:m1" for a row.
 *
 * @typedef {object} PlainReading
 * @property {Object<string, Operand>} [values] the answers of shown variables; what is not there is unanswered
 * @property {Object<string, string[]>} [rows] the standing rows of each shown roster and repeat
 * @property {Object<string, string[]>} [numbers] what the answered cells of each shown grid count
 * @property {Object<string, number>} [seeded] how many rows the programme offers for each repeat
 *
 * @typedef {object} Answer One answer, as in forms/answers.py; without a value it is empty or unreadable.
 * @property {Operand} [value]
 * @property {string} [missing] why there is none; "cannot_judge" may stand beside a value
 * @property {string} [finding] there when what was typed cannot be read
 * @property {string} [raw] what was typed, where no value stands
 * @module
 */

import { CANNOT_JUDGE, isBlank, isUnknown, UNKNOWN } from "./operands.js";

const NEVER_EMPTY = new Set(["not_shown", "not_in_version", "no_report"]);

/**
 * The name of a place: a variable's key, and behind a colon the row's id.
 * @param {string} key
 * @param {string} [row]
 * @returns {string}
 */
export function placeName(key, row = "") {
  return row ? `${key}:${row}` : key;
}

/**
 * What an answer is worth in a condition: left empty, what the question says an empty answer counts as.
 * @param {?{left_empty?: Operand}} question null for a decision and for the text beside "other"
 * @param {?Answer} answer
 * @returns {Operand}
 */
export function worth(question, answer) {
  const leftEmpty = question?.left_empty ?? UNKNOWN;
  if (answer === null) return leftEmpty;
  if (answer.missing === "cannot_judge") return CANNOT_JUDGE;
  const value = answer.value ?? UNKNOWN;
  if (!isBlank(value)) return value;
  return answer.finding || NEVER_EMPTY.has(answer.missing) ? UNKNOWN : leftEmpty;
}

/** A reading that may be added to, question by question. */
export class Reading {
  #values;
  #rows;
  #numbers;
  #seeded;

  /** @param {PlainReading} [plain] */
  constructor({ values = {}, rows = {}, numbers = {}, seeded = {} } = {}) {
    this.#values = new Map(Object.entries(values));
    this.#rows = new Map(Object.entries(rows));
    this.#numbers = new Map(Object.entries(numbers));
    this.#seeded = new Map(Object.entries(seeded));
  }

  /** The answer of a variable in a row (or ""); unknown when unanswered, not shown, or no variable. */
  value(key, row) {
    return this.#values.get(placeName(key, row)) ?? UNKNOWN;
  }

  /** The ids of the standing rows of a shown roster or repeat; null for everything else. */
  rows(key) {
    return this.#rows.get(key) ?? null;
  }

  /** What the answered cells of a shown grid count, as texts of numbers. */
  numbers(key) {
    return this.#numbers.get(key) ?? [];
  }

  /** How many rows the programme offers for a repeat; 0 for everything else. */
  seeded(key) {
    return this.#seeded.get(key) ?? 0;
  }

  /** Enter the answer of a shown place. `question` is null for a decision and a text beside "other". */
  put(question, key, row, answer) {
    const value = worth(question, answer);
    this.#values.set(placeName(key, row), value);
    const number = question?.type === "grid" ? counted(question, value) : null;
    if (number !== null) this.#numbers.set(question.key, [...this.numbers(question.key), number]);
  }

  /** Enter the standing rows of a shown roster or repeat. */
  stand(key, rows) {
    this.#rows.set(key, rows);
  }
}

/** What a cell counts: the number in it, or the value of the choice; null for neither. */
function counted(grid, value) {
  if (typeof value === "string") return grid.choices.find(({ code }) => code === value)?.value ?? null;
  return isUnknown(value) ? null : (value.number ?? null);
}
