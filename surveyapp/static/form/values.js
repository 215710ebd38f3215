/**
 * What was typed, read into answers (forms/answer_types in the browser, as far as conditions need it).
 *
 * Numbers in German or English writing, days, months and codes are read as the server reads them, so that both
 * decide alike on what is shown. Why something cannot be read is left to the server to say: here it is just
 * unreadable, and unknown to every condition.
 *
 * @typedef {object} Asked What a field asks.
 * @property {string} type text, long_text, integer, decimal, single, multiple, date or month
 * @property {number} [decimals] how many places a decimal may have
 * @property {string[]} [units] the ways in which the number's unit may be written behind it
 * @property {{code: string, missing?: string, exclusive?: true, coding_only?: true}[]} [choices]
 * @module
 */

import { dayText, daysIn, monthText } from "./calendar.js";
import { decimal, written } from "./decimals.js";

const UNREADABLE = null;
const MOST_DIGITS = 15;
const LONGEST = 60;
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2199;
const LIMITS = { text: 500, long_text: 20_000 };

const NOT_GIVEN = new Set(["k. a.", "k.a.", "k.a", "k. a", "ka", "n/a", "n. a.", "n.a.", "-", "–", "—"]);
const KNOWN_UNITS = ["%", "‰", "€", "eur", "euro", "$", "£"];

// The spaces of Python's \s, which are not quite those of JavaScript's.
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;
const AROUND = new RegExp(`^${SPACES.source}|${SPACES.source}$`, "gu");
const LINE_ENDS = /\r\n|[\r\v\f\x85\u2028\u2029]/g;
const CONTROLS = /[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const MONTHS = monthNumbers([
  "januar februar märz april mai juni juli august september oktober november dezember",
  "january february march april may june july august september october november december",
]);
const DAY_FORMS = [
  /^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})$/,
  /^(?<day>[0-9]{1,2})\. ?(?<month>[0-9]{1,2})\. ?(?<year>[0-9]+)$/,
  /^(?<day>[0-9]{1,2})\.? (?<month>\p{L}+)\.? (?<year>[0-9]+)$/u,
];
const MONTH_FORMS = [
  /^(?<year>[0-9]{4})-(?<month>[0-9]{2})$/,
  /^(?<month>[0-9]{1,2}) ?[/.] ?(?<year>[0-9]+)$/,
  /^(?<month>\p{L}+)\.? (?<year>[0-9]+)$/u,
];

/**
 * The answer that a typed text is. Several codes stand in it divided by spaces, as in a draft.
 * @param {Asked} asked
 * @param {string} raw
 * @param {string} language "de", "en", ...: 1.234 is 1234 in all but English, 1,234 in English
 * @returns {Answer} see reading.js
 */
export function answerOf(asked, raw, language) {
  const kept = keepable(raw);
  const { read, isEmpty } = TYPES[asked.type] ?? TYPES.text;
  if (isEmpty(kept, asked)) return { raw: kept, missing: "empty" };
  const value = read(kept, asked, language);
  if (value === UNREADABLE) return { raw: kept, finding: "unreadable" };
  const missing = missingOf(value, asked);
  return missing ? { value, missing } : { value };
}

const TYPES = {
  text: { read: text, isEmpty: (kept) => !oneLine(kept) },
  long_text: { read: text, isEmpty: (kept) => !paragraphs(kept) },
  integer: { read: number(wholeNumber), isEmpty: isNotGiven },
  decimal: { read: number(decimalNumber), isEmpty: isNotGiven },
  single: { read: single, isEmpty: isBlank },
  multiple: { read: multiple, isEmpty: isBlank },
  date: { read: day, isEmpty: isNotGiven },
  month: { read: month, isEmpty: isNotGiven },
};

function keepable(raw) {
  return raw.replace(LINE_ENDS, "\n").replace(CONTROLS, "").replace(LONE_SURROGATES, "\ufffd").normalize("NFC");
}

function plainSpaces(kept) {
  return kept.replace(SPACES, " ").replace(AROUND, "");
}

function isBlank(kept) {
  return plainSpaces(kept) === "";
}

function isNotGiven(kept) {
  return isBlank(kept) || NOT_GIVEN.has(plainSpaces(kept).toLowerCase());
}

function oneLine(kept) {
  return plainSpaces(kept.replace(BIDI_CONTROLS, "")).normalize("NFC");
}

function paragraphs(kept) {
  return kept.replace(BIDI_CONTROLS, visible).replace(AROUND, "");
}

/** What turns the direction of writing, as ⟨U+202E⟩. */
function visible(sign) {
  return `⟨U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

function text(kept, { type }) {
  const value = type === "text" ? oneLine(kept) : paragraphs(kept);
  return [...value].length > LIMITS[type] ? UNREADABLE : value;
}

function choosable(code, choices) {
  return choices.find((choice) => choice.code === code && !choice.coding_only);
}

function single(kept, { choices }) {
  return choosable(plainSpaces(kept), choices)?.code ?? UNREADABLE;
}

function multiple(kept, { choices }) {
  const chosen = new Set(plainSpaces(kept).split(" ").map((code) => choosable(code, choices)));
  const rulesOut = chosen.size > 1 && [...chosen].some((choice) => choice?.exclusive);
  if (chosen.has(undefined) || rulesOut) return UNREADABLE;
  return choices.filter((choice) => chosen.has(choice)).map(({ code }) => code);
}

/** The kind of missing that all chosen codes stand for, if they do. */
function missingOf(value, { type, choices }) {
  if (type !== "single" && type !== "multiple") return undefined;
  const kinds = [value].flat().map((code) => choosable(code, choices).missing);
  return kinds.every(Boolean) ? kinds[0] : undefined;
}

/** A reader of numbers: sign, unit and groups by spaces are taken off before `unsigned` reads the rest. */
function number(unsigned) {
  return (kept, asked, language) => {
    const plain = plainSpaces(kept).replaceAll("−", "-");
    const bare = [...plain].length > LONGEST ? UNREADABLE : withoutUnit(plain, asked.units ?? []);
    const match = /^([+-]?)([0-9].*)$/u.exec(bare ?? "");
    if (match === null) return UNREADABLE;
    const body = match[2].replace(/^[0-9]{1,3}(?: [0-9]{3})+(?=$|[.,])/, (group) => group.replaceAll(" ", ""));
    if (body.replace(/[^0-9]/g, "").length > MOST_DIGITS) return UNREADABLE;
    const size = unsigned(body, asked, language === "en" ? "," : ".");
    if (size === UNREADABLE) return UNREADABLE;
    return { number: written(decimal(match[1] === "-" ? `-${size}` : size)) };
  };
}

function withoutUnit(plain, units) {
  const folded = plain.toLowerCase();
  const own = units.find((unit) => folded.endsWith(unit));
  if (own) return plain.slice(0, -own.length).trimEnd();
  return KNOWN_UNITS.some((unit) => folded.endsWith(unit)) && /[0-9]/.test(folded) ? UNREADABLE : plain;
}

function isGrouped(body, mark) {
  return (mark === "," ? /^[0-9]{1,3}(?:,[0-9]{3})+$/ : /^[0-9]{1,3}(?:\.[0-9]{3})+$/).test(body);
}

function wholeNumber(body, _, mark) {
  return /^[0-9]+$/.test(body) || isGrouped(body, mark) ? body.replaceAll(mark, "") : UNREADABLE;
}

function decimalNumber(body, { decimals = 0 }, mark) {
  const plain = decimalText(body, mark);
  const places = plain === UNREADABLE ? "" : (plain.split(".")[1] ?? "").replace(/0+$/, "");
  return places.length > decimals ? UNREADABLE : plain;
}

/** The number with a point before its places; unreadable when it is none, or may be two. */
function decimalText(body, mark) {
  if (/^[0-9]+$/.test(body)) return body;
  const isOneGroup = mark === "," && isGrouped(body, ",") && body.split(",").length === 2;
  if (/^[0-9]+\.[0-9]{3}$/.test(body) || isOneGroup) return UNREADABLE;
  if (/^[0-9]+[.,][0-9]+$/.test(body)) return body.replace(",", ".");
  const [whole, ...rest] = body.split(mark === "," ? "." : ",");
  const fraction = rest.length === 0 ? "0" : rest.join("?");
  if (!isGrouped(whole, mark) || !/^[0-9]+$/.test(fraction)) return UNREADABLE;
  return `${whole.replaceAll(mark, "")}.${fraction}`;
}

function day(kept) {
  const found = firstMatch(kept, DAY_FORMS);
  if (found === null) return UNREADABLE;
  const [year, month, number] = [found.year, found.month, Number(found.day)];
  return number >= 1 && number <= daysIn(year, month) ? { date: dayText(year, month, number) } : UNREADABLE;
}

function month(kept) {
  const found = firstMatch(kept, MONTH_FORMS);
  return found === null ? UNREADABLE : { month: monthText(found.year, found.month) };
}

/** Year, month and the rest of the first form that the text has; null if it has none or they cannot be. */
function firstMatch(kept, forms) {
  const plain = plainSpaces(kept);
  const match = [...plain].length > LONGEST ? null : forms.map((form) => form.exec(plain)).find(Boolean);
  if (!match) return null;
  const { groups } = match;
  const month = /^[0-9]+$/.test(groups.month) ? Number(groups.month) : MONTHS.get(groups.month.toLowerCase());
  const year = Number(groups.year);
  const isPossible = month >= 1 && month <= 12 && year >= EARLIEST_YEAR && year <= LATEST_YEAR;
  return isPossible ? { ...groups, year, month } : null;
}

function monthNumbers(years) {
  const numbers = new Map(Object.entries({ jänner: 1, feber: 2, maerz: 3, mrz: 3, sept: 9 }));
  for (const names of years.map((year) => year.split(" "))) {
    names.forEach((name, place) => numbers.set(name, place + 1).set(name.slice(0, 3), place + 1));
  }
  return numbers;
}
