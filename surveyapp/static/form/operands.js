/**
 * The values of conditions: three-valued logic, comparisons, sums (forms/expressions/values.py once more).
 *
 * A value is plain JSON, as the server writes it and as the table of cases does:
 *
 *   "yes"                   a text, or the code of a single choice
 *   ["a", "b"]              the codes of a multiple choice
 *   {number: "1.2"}         a number, exact; see decimals.js
 *   {date: "2010-02-28"}    a day          {month: "2010-02"}   a month
 *   true, false             a truth
 *   null                    unknown: unanswered, not shown, or no such variable
 *   {cannot_judge: true}    unknown too, but an answer: it differs only where `= ''` asks whether there is one
 *
 * Numbers compare as numbers, days as days, months as months; a day and a month by that day's month. Texts and
 * truths are equal or not, and have no order. Everything else is unknown.
 *
 * @typedef {string | string[] | boolean | null | {number: string} | {date: string} | {month: string}
 *   | {cannot_judge: true}} Operand
 * @module
 */

import { difference, decimal, order, product, quotient, sum, written } from "./decimals.js";

export const UNKNOWN = null;
export const CANNOT_JUDGE = Object.freeze({ cannot_judge: true });

/** Whether there is nothing to reckon with. @param {Operand} operand @returns {boolean} */
export function isUnknown(operand) {
  return operand === UNKNOWN || Object.hasOwn(operand, "cannot_judge");
}

/** Whether there is no answer: what `= ''` asks. @param {Operand} operand @returns {boolean} */
export function isBlank(operand) {
  return operand === UNKNOWN || operand === "" || (Array.isArray(operand) && operand.length === 0);
}

/** Kleene's and: false if one is false, true if both are true, else unknown. @returns {?boolean} */
export function conjunction(left, right) {
  if (left === false || right === false) return false;
  return left === true && right === true ? true : UNKNOWN;
}

/** Kleene's or: true if one is true, false if both are false, else unknown. @returns {?boolean} */
export function disjunction(left, right) {
  if (left === true || right === true) return true;
  return left === false && right === false ? false : UNKNOWN;
}

/** True and false exchanged; everything else is unknown. @returns {?boolean} */
export function negation(operand) {
  return typeof operand === "boolean" ? !operand : UNKNOWN;
}

/**
 * `left operator right` for = != < <= > >=.
 * @param {string} operator
 * @param {Operand} left
 * @param {Operand} right
 * @returns {?boolean}
 */
export function compared(operator, left, right) {
  if (operator === "=") return equal(left, right);
  if (operator === "!=") return negation(equal(left, right));
  const found = orderOf(left, right);
  return found === null ? UNKNOWN : ORDERS[operator](found);
}

/**
 * `left operator right` for + - * div on two numbers; unknown for all else and for a division by zero.
 * @param {string} operator
 * @param {Operand} left
 * @param {Operand} right
 * @returns {?{number: string}}
 */
export function reckoned(operator, left, right) {
  const first = numberOf(left);
  const second = numberOf(right);
  return first === null || second === null ? UNKNOWN : asOperand(SUMS[operator](first, second));
}

/** The arithmetic mean of numbers as text; unknown without any. @param {string[]} numbers */
export function mean(numbers) {
  if (numbers.length === 0) return UNKNOWN;
  const total = numbers.map(decimal).reduce(sum);
  return asOperand(quotient(total, decimal(String(numbers.length))));
}

/** The operand as a number, null if it is none. @param {Operand} operand */
export function numberOf(operand) {
  return typeof operand?.number === "string" ? decimal(operand.number) : null;
}

/** A number as an operand; null stays unknown. */
export function asOperand(number) {
  return number === null ? UNKNOWN : { number: written(number) };
}

/** A text by which equal values are found: codes without their order, numbers without zeros at their end. */
export function identity(operand) {
  if (Array.isArray(operand)) return JSON.stringify([...new Set(operand)].sort());
  const number = numberOf(operand);
  return JSON.stringify(number === null ? operand : asOperand(number));
}

const ORDERS = {
  "<": (found) => found < 0,
  "<=": (found) => found <= 0,
  ">": (found) => found > 0,
  ">=": (found) => found >= 0,
};

const SUMS = { "+": sum, "-": difference, "*": product, div: quotient };

function equal(left, right) {
  if (isChosen(left) && isChosen(right)) return identity([left].flat()) === identity([right].flat());
  if (typeof left === "boolean" && typeof right === "boolean") return left === right;
  const found = orderOf(left, right);
  return found === null ? UNKNOWN : found === 0;
}

/** Whether a text or codes stand there: codes compare as a set, a text beside them is a set of one. */
function isChosen(operand) {
  return typeof operand === "string" || Array.isArray(operand);
}

/** Below, at or above zero as `left` stands before, at or after `right`; null if they have no order. */
function orderOf(left, right) {
  const first = numberOf(left);
  const second = numberOf(right);
  if (first !== null && second !== null) return order(first, second);
  if (left?.date && right?.date) return orderOfTexts(left.date, right.date);
  const before = monthOf(left);
  const after = monthOf(right);
  return before && after ? orderOfTexts(before, after) : null;
}

function monthOf(operand) {
  return operand?.month ?? operand?.date?.slice(0, "2010-02".length);
}

function orderOfTexts(left, right) {
  return left < right ? -1 : Number(left > right);
}
