/**
 * Days and months as the texts "2010-02-28" and "2010-02", whose order as texts is their order in time.
 *
 * The browser's own Date is not asked: it knows time zones and takes the year 50 for 1950.
 *
 * @module
 */

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * How many days a month has.
 * @param {number} year
 * @param {number} month from 1 to 12
 * @returns {number}
 */
export function daysIn(year, month) {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : DAYS[month - 1];
}

/** The text of a month. @param {number} year @param {number} month @returns {string} */
export function monthText(year, month) {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
}

/** The text of a day. @param {number} year @param {number} month @param {number} day @returns {string} */
export function dayText(year, month, day) {
  return `${monthText(year, month)}-${String(day).padStart(2, "0")}`;
}

/**
 * Full calendar months from the first to the last, both included: 2009-03-01 to 2010-02-28 are 12.
 * A month counts from its first day, or to its last.
 * @param {string} first a day or a month
 * @param {string} last a day or a month
 * @returns {?number} null if `last` lies before `first`
 */
export function fullMonths(first, last) {
  const [year, month, day = 1] = parts(first);
  const [endYear, endMonth, endDay] = dayAfter(last);
  const months = (endYear - year) * 12 + endMonth - month;
  const isBefore = months < 0 || (months === 0 && endDay < day);
  return isBefore ? null : months - Number(endDay < day);
}

function parts(text) {
  return text.split("-").map(Number);
}

function dayAfter(text) {
  const [year, month, day = daysIn(year, month)] = parts(text);
  if (day < daysIn(year, month)) return [year, month, day + 1];
  return month === 12 ? [year + 1, 1, 1] : [year, month + 1, 1];
}
