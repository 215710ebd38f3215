/**
 * Exact decimal numbers, so that 0.1 + 0.2 is 0.3 here as on the server.
 *
 * A number is an integer of any length and the place of its point: 12.50 is {digits: 1250n, places: 2}. Sums,
 * differences and products are exact up to 28 significant digits, quotients have at most 28; beyond them a
 * result is rounded half to even, as by Python's decimal.Context(prec=28) (IEEE 754-2019, 4.3.1). Comparisons
 * never round. Exponents have no bound here: answers have at most 15 digits, so none comes near Python's.
 *
 * @module
 */

/** @typedef {{digits: bigint, places: number}} Decimal */

const PRECISION = 28;
const WRITTEN = /^(-?)([0-9]+)(?:\.([0-9]+))?$/;

/** @type {Decimal} */
export const ZERO = { digits: 0n, places: 0 };

/**
 * The number that a text such as "-12.50" stands for; null if it stands for none.
 * @param {string} text
 * @returns {?Decimal}
 */
export function decimal(text) {
  const match = WRITTEN.exec(text);
  if (match === null) return null;
  const [, sign, whole, fraction = ""] = match;
  return { digits: BigInt(`${sign}${whole}${fraction}`), places: fraction.length };
}

/**
 * The shortest text of a number: equal numbers have equal texts.
 * @param {Decimal} number
 * @returns {string}
 */
export function written(number) {
  const { digits, places } = shortest(number);
  if (places === 0) return String(digits);
  const figures = String(magnitude(digits)).padStart(places + 1, "0");
  const sign = digits < 0n ? "-" : "";
  return `${sign}${figures.slice(0, -places)}.${figures.slice(-places)}`;
}

/**
 * Below, at or above zero as `left` is less than, equal to or more than `right`.
 * @param {Decimal} left
 * @param {Decimal} right
 * @returns {number}
 */
export function order(left, right) {
  const [first, second] = aligned(left, right);
  return first < second ? -1 : Number(first > second);
}

/** @param {Decimal} left @param {Decimal} right @returns {Decimal} */
export function sum(left, right) {
  const [first, second, places] = aligned(left, right);
  return rounded({ digits: first + second, places });
}

/** @param {Decimal} left @param {Decimal} right @returns {Decimal} */
export function difference(left, right) {
  return sum(left, { digits: -right.digits, places: right.places });
}

/** @param {Decimal} left @param {Decimal} right @returns {Decimal} */
export function product(left, right) {
  return rounded({ digits: left.digits * right.digits, places: left.places + right.places });
}

/**
 * `left` divided by `right`; null for a division by zero.
 * @param {Decimal} left
 * @param {Decimal} right
 * @returns {?Decimal}
 */
export function quotient(left, right) {
  if (right.digits === 0n) return null;
  const shift = Math.max(0, PRECISION + 1 - length(left.digits) + length(right.digits));
  const dividend = left.digits * power(shift);
  const whole = dividend / right.digits;
  // One more digit says on which side of the half the rest lies; it is never taken for the half itself.
  const isExact = dividend % right.digits === 0n;
  const side = (left.digits < 0n) === (right.digits < 0n) ? 1n : -1n;
  const digits = whole * 10n + (isExact ? 0n : side);
  return rounded({ digits, places: left.places + shift - right.places + 1 });
}

/** @param {Decimal} number @returns {Decimal} */
export function absolute(number) {
  return { digits: magnitude(number.digits), places: number.places };
}

/** Both as integers over the same number of places. */
function aligned(left, right) {
  const places = Math.max(left.places, right.places);
  return [left.digits * power(places - left.places), right.digits * power(places - right.places), places];
}

/** The number with at most 28 digits, half to even. */
function rounded(number) {
  const surplus = length(number.digits) - PRECISION;
  if (surplus <= 0) return number;
  const unit = power(surplus);
  const size = magnitude(number.digits);
  const rest = (size % unit) * 2n;
  const kept = size / unit;
  const up = rest > unit || (rest === unit && kept % 2n === 1n);
  const digits = (up ? kept + 1n : kept) * (number.digits < 0n ? -1n : 1n);
  return rounded({ digits, places: number.places - surplus });
}

/** The number without zeros at the end of its fraction, and with no places before the point. */
function shortest({ digits, places }) {
  if (places < 0) return { digits: digits * power(-places), places: 0 };
  let short = digits;
  let left = places;
  while (left > 0 && short % 10n === 0n) {
    short /= 10n;
    left -= 1;
  }
  return { digits: short, places: left };
}

function power(exponent) {
  return 10n ** BigInt(exponent);
}

function magnitude(digits) {
  return digits < 0n ? -digits : digits;
}

function length(digits) {
  return String(magnitude(digits)).length;
}
