/**
 * Conditions evaluated in the browser (forms/expressions/evaluation.py and functions.py once more).
 *
 * A condition comes from the server as the tree that was parsed there; no text of a condition is ever read
 * here, and nothing is run that came from a questionnaire. Both programs answer the same table of cases,
 * tests/forms/expressions/cases.yaml. What a value looks like is said in operands.js.
 *
 * @typedef {{is: "literal", value: Operand} | {is: "here"}
 *   | {is: "reference", key: string, part: string, asked: "now" | "last" | "seeded"}
 *   | {is: "minus", operand: Tree} | {is: "binary", operator: string, left: Tree, right: Tree}
 *   | {is: "call", name: string, arguments: Tree[]}} Tree
 *
 * @typedef {object} Scope What a condition may look at.
 * @property {Reading} now the report being written; see reading.js
 * @property {?Reading} last the last report; null in a first round
 * @property {Facts} facts the days of the round as "2010-02-28", the unit's id and its neighbours' ids
 * @property {Operand} [here] what the point means; unknown where it means nothing
 * @property {string} [roster] the list in whose row the condition stands
 * @property {string} [row] the id of that row; "" outside of rows, where `${row.field}` is unknown
 *
 * @typedef {{period_from: string, cutoff_on: string, previous_cutoff_on: ?string, unit: string,
 *   neighbours: string[]}} Facts
 * @module
 */

import { absolute, ZERO } from "./decimals.js";
import { fullMonths } from "./calendar.js";
import {
  asOperand,
  compared,
  conjunction,
  disjunction,
  identity,
  isBlank,
  isUnknown,
  mean,
  negation,
  numberOf,
  reckoned,
  UNKNOWN,
} from "./operands.js";

/**
 * What a condition comes to: true, false, null for unknown, or a value.
 * @param {Tree} tree
 * @param {Scope} scope
 * @returns {Operand}
 */
export function evaluate(tree, scope) {
  const outcome = operand(tree, scope);
  return isUnknown(outcome) ? UNKNOWN : outcome;
}

/**
 * Whether a condition is true, neither false nor unknown. No condition holds.
 * @param {?Tree} [tree]
 * @param {Scope} scope
 * @returns {boolean}
 */
export function holds(tree, scope) {
  return !tree || evaluate(tree, scope) === true;
}

const NODES = {
  literal: (node) => node.value,
  here: (node, scope) => scope.here ?? UNKNOWN,
  reference: (node, scope) => (isMany(node, scope) ? UNKNOWN : (lookUp(node, scope)[0] ?? UNKNOWN)),
  minus: (node, scope) => reckoned("-", asOperand(ZERO), operand(node.operand, scope)),
  binary: (node, scope) => BINARY[node.operator](node, scope),
  call: (node, scope) => FUNCTIONS[node.name](scope, ...node.arguments),
};

function operand(node, scope) {
  return NODES[node.is](node, scope);
}

/** An operator whose sides are evaluated first. */
function over(operation) {
  return (node, scope) => operation(node.operator, operand(node.left, scope), operand(node.right, scope));
}

const comparison = over(compared);
const reckoning = over(reckoned);

const BINARY = {
  and: over((_, left, right) => conjunction(left, right)),
  or: over((_, left, right) => disjunction(left, right)),
  "=": (node, scope) => unanswered(node, scope) ?? comparison(node, scope),
  "!=": (node, scope) => negation(unanswered(node, scope)) ?? comparison(node, scope),
  "<": comparison,
  "<=": comparison,
  ">": comparison,
  ">=": comparison,
  "+": reckoning,
  "-": reckoning,
  "*": reckoning,
  div: reckoning,
};

/** What `= ''` asks; a column has an answer when one of its rows has. Null if '' is on neither side. */
function unanswered({ left, right }, scope) {
  if (!isNothing(left) && !isNothing(right)) return null;
  const asked = isNothing(right) ? left : right;
  const inner = withoutLast(asked);
  return inner.is === "reference" ? lookUp(inner, scope).every(isBlank) : isBlank(operand(asked, scope));
}

function isNothing(node) {
  return node.is === "literal" && node.value === "";
}

function withoutLast(node) {
  return node.is === "call" && node.name === "last" ? node.arguments[0] : node;
}

/** The report that a reference asks; null if it is the last one and there is none. */
function reading(reference, scope) {
  return reference.asked === "last" ? scope.last : scope.now;
}

/** The answers a reference stands for: one per row of a column, the row ids of a whole list, else one. */
function lookUp(reference, scope) {
  const report = reading(reference, scope);
  if (report === null) return [UNKNOWN];
  const { key, part } = reference;
  if (key === "row") return [scope.row ? report.value(`${scope.roster}.${part}`, scope.row) : UNKNOWN];
  const variable = part ? `${key}.${part}` : key;
  const rows = report.rows(key);
  if (rows === null) return [report.value(variable, "")];
  return part ? rows.map((row) => report.value(variable, row)) : rows;
}

/** Whether a reference stands for a list or a column, which has no single value to compare. */
function isMany(reference, scope) {
  const report = reading(reference, scope);
  return report !== null && reference.key !== "row" && report.rows(reference.key) !== null;
}

/** The looked-up answers of an argument that is a reference, last(...) or the point. */
function answers(node, scope) {
  return node.is === "here" ? [operand(node, scope)] : lookUp(withoutLast(node), scope);
}

/** Every code that the answers name; null if one of them names none. */
function codes(node, scope) {
  const found = answers(node, scope);
  return found.every(isCoded) ? found.flat() : null;
}

function isCoded(answer) {
  return typeof answer === "string" || Array.isArray(answer);
}

function chosen(answer, code) {
  if (typeof code !== "string" || !isCoded(answer)) return UNKNOWN;
  return Array.isArray(answer) ? answer.includes(code) : answer === code;
}

function count(number) {
  return { number: String(number) };
}

/** The rows standing now and in the last report; null where they cannot be compared. */
function bothRows({ key }, scope) {
  const now = scope.now.rows(key);
  return scope.last === null || now === null ? null : { now, before: scope.last.rows(key) ?? [] };
}

function without(rows, others) {
  return count(rows.filter((row) => !others.includes(row)).length);
}

function differing(list, field, scope) {
  const both = bothRows(list, scope);
  if (both === null) return UNKNOWN;
  const key = `${list.key}.${field}`;
  const differ = both.now
    .filter((row) => both.before.includes(row))
    .map((row) => compared("!=", scope.now.value(key, row), scope.last.value(key, row)));
  return differ.includes(UNKNOWN) ? UNKNOWN : count(differ.filter(Boolean).length);
}

function distinct(column, scope) {
  if (!isMany(column, scope)) return UNKNOWN;
  const values = lookUp(column, scope);
  return values.some(isUnknown) ? UNKNOWN : count(new Set(values.map(identity)).size);
}

/** The functions of the language. Each takes the scope and its arguments as trees. */
const FUNCTIONS = {
  last: (scope, inner) => operand(inner, scope),
  selected: (scope, node, code) => {
    const wanted = operand(code, scope);
    return answers(node, scope).reduce((found, answer) => disjunction(found, chosen(answer, wanted)), false);
  },
  "count-selected": (scope, node) => {
    const found = codes(node, scope);
    return found === null ? UNKNOWN : count(found.length);
  },
  adjacent: (scope, node) => {
    const found = codes(node, scope);
    return found === null ? UNKNOWN : found.every((code) => scope.facts.neighbours.includes(code));
  },
  count: (scope, list) => count((scope.now.rows(list.key) ?? []).length),
  "count-distinct": (scope, column) => distinct(column, scope),
  joined: (scope, list) => {
    const both = bothRows(list, scope);
    return both === null ? UNKNOWN : without(both.now, both.before);
  },
  left: (scope, list) => {
    const both = bothRows(list, scope);
    return both === null ? UNKNOWN : without(both.before, both.now);
  },
  changed: (scope, list, field) => differing(list, field.value, scope),
  seeded: (scope, repeat) => count(scope.now.seeded(repeat.key)),
  if: (scope, condition, then, otherwise) => {
    const known = operand(condition, scope);
    if (typeof known !== "boolean") return UNKNOWN;
    return operand(known ? then : otherwise, scope);
  },
  not: (scope, condition) => negation(operand(condition, scope)),
  abs: (scope, node) => {
    const number = numberOf(operand(node, scope));
    return number === null ? UNKNOWN : asOperand(absolute(number));
  },
  mean: (scope, grid) => {
    const asked = withoutLast(grid);
    const report = reading(asked, scope);
    return report === null ? UNKNOWN : mean(report.numbers(asked.key));
  },
  "string-length": (scope, node) => {
    const text = operand(node, scope);
    if (text === UNKNOWN) return count(0);
    // Characters are code points, as Python counts them: one for a clef, not two.
    return typeof text === "string" ? count([...text].length) : UNKNOWN;
  },
  "months-between": (scope, first, last) => {
    const [begin, end] = [first, last].map((node) => operand(node, scope));
    const [from, until] = [begin, end].map((each) => each?.date ?? each?.month);
    const months = from && until ? fullMonths(from, until) : null;
    return months === null ? UNKNOWN : count(months);
  },
  round: (scope, name) => {
    const day = scope.facts[name.value];
    return day ? { date: day } : UNKNOWN;
  },
  unit: (scope) => scope.facts.unit,
};
