/**
 * What is asked in a section: one pass over its items in their order (forms/routing.py once more).
 *
 * The server says what a section asks (the description) and what stands in the report (the state), both by
 * forms/browser.py, in a <script type="application/json"> of the page: a data block that no policy has to
 * allow, since nothing in it is run. From then on:
 *
 *   let state = JSON.parse(...);
 *   state = answered(description, state, "turnus", "", "monthly");   // the raw text of the field q:turnus
 *   const { shown, offered, computed } = route(description, state);
 *
 * Nothing here touches the page, and nothing is changed in place: what comes in stays as it was.
 *
 * - `shown`: place -> whether it is asked for. A place is an item's key, a variable's key, and in rows the key,
 *   a colon and the row's id, as in the names of fields: "budget", "budget.planned", "members.seat:m1".
 * - `offered`: place of a question with choices -> the codes that may be chosen, in their order.
 * - `computed`: key of a computed item -> its value as in operands.js; null when it is hidden or unknown.
 *
 * A condition sees the answers of shown items before it only: hidden answers are unknown to what comes later.
 * A row that the respondent added counts as long as anything stands in it. What the browser decides is for the
 * eye; the server decides again on everything that is sent.
 *
 * @typedef {object} Question
 * @property {string} key
 * @property {string} type
 * @property {{type: string}} reads how what is typed is read; see values.js
 * @property {string[]} offered the codes that the round offers, before any choice filter
 * @property {{code: string, value?: string, missing?: string, other?: true}[]} [choices]
 * @property {Tree} [relevant]
 * @property {Tree} [choice_filter]
 * @property {Tree} [calculate]
 * @property {Operand} [left_empty] what an empty answer counts as
 * @property {string[]} [keys] the keys of its variables
 * @property {{roster: string, where: ?Tree}} [rows_from] a grid's rows: those of a roster
 * @property {Question[]} [fields] a list's fields
 * @property {boolean} [has_decisions] whether rows of the last report are decided one by one
 *
 * @typedef {{section: string, language: string, items: Question[]}} Description
 *
 * @typedef {object} State
 * @property {Facts} facts
 * @property {PlainReading} before what conditions ask of earlier sections
 * @property {?PlainReading} last what they ask of the last report; null in a first round
 * @property {Object<string, number>} seeded how many rows the programme offers for a repeat
 * @property {Object<string, Answer>} answers the section's own answers by place
 * @property {Object<string, Row[]>} rows the rows of the section's lists
 *
 * @typedef {object} Row
 * @property {string} id
 * @property {"previous" | "register" | "seed" | "own"} source
 * @property {Object<string, Answer>} [carried] by key, what the last report says once the row is decided
 * @property {Object<string, Answer>} [filled] by key, what the programme has put in
 * @module
 */

import { evaluate, holds } from "./conditions.js";
import { UNKNOWN } from "./operands.js";
import { placeName, Reading } from "./reading.js";
import { answerOf } from "./values.js";

const OTHER = "__other";
const STOOD_BEFORE = ["previous", "register"];
const OF_A_ROW_BEFORE = ["still", "changed", "left"];
const DECISIONS = [...OF_A_ROW_BEFORE, "new"];
const DECISION = { reads: { type: "single" }, choices: DECISIONS.map((code) => ({ code })) };
const WORDS = { reads: { type: "text" }, choices: [] };

/**
 * What is shown, offered and computed in a section.
 * @param {Description} description
 * @param {State} state
 * @returns {{shown: Map<string, boolean>, offered: Map<string, string[]>, computed: Map<string, Operand>}}
 */
export function route(description, state) {
  const pass = {
    state,
    now: new Reading({ ...state.before, seeded: state.seeded }),
    last: state.last && new Reading(state.last),
    rows: new Map(),
    shown: new Map(),
    offered: new Map(),
    computed: new Map(),
  };
  for (const item of description.items) take(pass, item);
  const { shown, offered, computed } = pass;
  return { shown, offered, computed };
}

/**
 * The state after something was typed or chosen; a row that was not there is one that the respondent added.
 * @param {Description} description
 * @param {State} state
 * @param {string} key the variable's key, as in the field's name
 * @param {string} row the row's id, or ""
 * @param {string} raw the field's text; several codes divided by one space
 * @returns {State}
 */
export function answered(description, state, key, row, raw) {
  const { reads, choices = [] } = questionOf(description, key);
  const answer = answerOf({ ...reads, choices }, raw, description.language);
  const answers = { ...state.answers, [placeName(key, row)]: answer };
  const rows = state.rows[itemOf(key)];
  if (!rows || !row || rows.some(({ id }) => id === row)) return { ...state, answers };
  const added = [...rows, { id: row, source: "own" }];
  return { ...state, answers, rows: { ...state.rows, [itemOf(key)]: added } };
}

function take(pass, item) {
  const outside = scopeOf(pass);
  const isShown = holds(item.relevant, outside);
  pass.shown.set(item.key, isShown);
  offer(pass, item, item.key, outside);
  if (item.fields) takeRows(pass, item, isShown);
  else if (item.rows_from) takeGridRows(pass, item, isShown);
  else if (item.type === "computed") compute(pass, item, isShown);
  else for (const key of item.keys) ask(pass, item, key, "", isShown);
}

function takeRows(pass, item, isShown) {
  if (!isShown) return;
  const rows = rowsOf(pass.state, item);
  for (const row of rows) pass.rows.set(placeName(item.key, row.id), row);
  const standing = rows.filter(({ decision }) => decision !== "left");
  pass.now.stand(item.key, standing.map(idOf));
  for (const { id, decision } of rows) {
    pass.now.put(null, `${item.key}.decision`, id, decision && { value: decision });
    for (const field of item.fields) takeField(pass, field, scopeOf(pass, item.key, id));
  }
}

function takeField(pass, field, scope) {
  const isShown = holds(field.relevant, scope);
  for (const key of field.keys) {
    offer(pass, field, placeName(key, scope.row), scope);
    ask(pass, field, key, scope.row, isShown);
  }
}

function takeGridRows(pass, item, isShown) {
  const { roster, where } = item.rows_from;
  for (const row of (isShown && pass.now.rows(roster)) || []) {
    const scope = scopeOf(pass, roster, row);
    if (!holds(where, scope)) continue;
    offer(pass, item, placeName(item.key, row), scope);
    ask(pass, item, item.key, row, true);
  }
}

/** A computed item: a condition's outcome is kept as the text "true" or "false". */
function compute(pass, item, isShown) {
  const outcome = isShown && item.calculate ? evaluate(item.calculate, scopeOf(pass)) : UNKNOWN;
  const value = typeof outcome === "boolean" ? String(outcome) : outcome;
  pass.computed.set(item.key, value);
  enter(pass, item, item.key, "", isShown, value === UNKNOWN ? { missing: "empty" } : { value });
}

/** Enter a variable and, where the question has a choice "other", the text beside it. */
function ask(pass, question, key, row, isShown) {
  const answer = isShown ? answerAt(pass, key, row) : null;
  enter(pass, question, key, row, isShown, answer);
  const others = (question.choices ?? []).filter(({ other }) => other);
  if (others.length === 0) return;
  const chosen = [answer?.value ?? []].flat();
  const isWanted = others.some(({ code }) => chosen.includes(code));
  const beside = key + OTHER;
  enter(pass, null, beside, row, isWanted, isWanted ? answerAt(pass, beside, row) : null);
}

function enter(pass, question, key, row, isShown, answer) {
  pass.shown.set(placeName(key, row), isShown);
  if (isShown) pass.now.put(question, key, row, answer);
}

/** The choices of the round, less those for which the filter is false. */
function offer(pass, { choices, offered, choice_filter: filter }, place, scope) {
  if (!choices) return;
  const isKept = (code) => !filter || evaluate(filter, { ...scope, here: code }) !== false;
  pass.offered.set(place, offered.filter(isKept));
}

/** The draft's answer, else the last report's once its row is decided, else what the programme has put in. */
function answerAt({ state, rows }, key, row) {
  const held = state.answers[placeName(key, row)];
  if (held || !row) return held ?? null;
  const { source, decision, carried = {}, filled = {} } = rows.get(placeName(itemOf(key), row)) ?? {};
  const isCarried = STOOD_BEFORE.includes(source) && decision;
  return (isCarried && carried[key]) || (filled[key] ?? null);
}

/** The rows of a list with their decisions; a row of one's own is none as long as nothing stands in it. */
function rowsOf(state, item) {
  const held = rowsHeld(state.answers, item.key);
  return (state.rows[item.key] ?? [])
    .filter(({ id, source }) => source !== "own" || held.has(id))
    .map((row) => ({ ...row, decision: decisionOf(state, item, row) }));
}

function rowsHeld(answers, list) {
  const held = Object.entries(answers).filter(([, { raw, value }]) => raw || value !== undefined);
  const places = held.map(([place]) => place.split(":"));
  return new Set(places.filter(([key]) => itemOf(key) === list).map(([, row]) => row));
}

function decisionOf({ answers }, { key, has_decisions: hasDecisions }, { id, source }) {
  const given = answers[placeName(`${key}.decision`, id)]?.value;
  if (source === "previous") return OF_A_ROW_BEFORE.includes(given) ? given : null;
  if (DECISIONS.includes(given)) return given;
  return source === "own" && hasDecisions ? "new" : null;
}

function questionOf({ items }, key) {
  if (key.endsWith(OTHER)) return WORDS;
  const item = items.find((each) => each.key === itemOf(key));
  if (!item.fields) return item;
  return item.fields.find(({ keys }) => keys.includes(key)) ?? DECISION;
}

/** The item that a variable belongs to: `support` of `support__other`, `members` of `members.seat`. */
function itemOf(key) {
  const [item] = key.split(".");
  return item.endsWith(OTHER) ? item.slice(0, -OTHER.length) : item;
}

function scopeOf({ now, last, state }, roster = "", row = "") {
  return { now, last, facts: state.facts, roster, row };
}

function idOf({ id }) {
  return id;
}
