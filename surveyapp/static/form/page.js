/**
 * A section's page with scripts: it saves by itself, reacts to what is answered, and says what it does.
 *
 * Without this file the page works by its buttons; with it nothing is asked that the page did not hold before.
 *
 * @module
 */

import { Autosave } from "./autosave.js";
import { keepExclusive } from "./choices.js";
import { count } from "./counter.js";
import { markOf, nameOf, namesIn, put, textOf, textsOf } from "./fields.js";
import { showConflict, showHints } from "./hints.js";
import { Line, Voice } from "./line.js";
import { Live } from "./live.js";
import { addOnEnter, countUndecided, fetchSection, focusAfter, isRowAct, press, putInPlace, rowIds } from "./rows.js";

const MOST_KEPT_ALIVE = 60_000;

const form = document.getElementById("answers");
const words = told("words");
const voice = new Voice(document.getElementById("voice"));
const news = new Voice(document.getElementById("news"), 1_000);
const line = new Line(document.getElementById("saved-line"), voice);
const live = new Live(form, told("description"), told("state"));
const autosave = new Autosave(send, showStage);
const saved = new Map();
const unanswered = new Map();
let sentence = "";
let stale = new Set();
let isLeaving = false;

function told(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/* Saving */

async function send(names) {
  const texts = new Map(names.map((name) => [name, textOf(form, name)]));
  const body = new URLSearchParams();
  for (const name of names) {
    body.append(`v:${name}`, markOf(form, name)?.value ?? "");
    for (const text of textsOf(form, name)) body.append(name, text);
    for (const text of unanswered.get(name) ?? []) body.append(`u:${name}`, text);
    unanswered.set(name, (unanswered.get(name) ?? new Set()).add(texts.get(name)));
  }
  const headers = { "X-CSRFToken": form.elements.csrf_token.value };
  const keepalive = body.toString().length < MOST_KEPT_ALIVE;
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body, headers, keepalive });
    if (answer.status >= 500 || answer.status === 429) return failed(words.retry);
    return take(await answer.json(), texts);
  } catch {
    return failed(navigator.onLine ? words.retry : words.offline);
  }
}

function failed(why) {
  sentence = why;
  return "again";
}

function take(answer, texts) {
  sentence = answer.sentence ?? answer.said;
  for (const name of texts.keys()) unanswered.delete(name);
  if (!answer.fields) return "refused";
  for (const [name, field] of Object.entries(answer.fields)) takeField(name, field, texts.get(name));
  for (const [name, text] of texts) if (!answer.fields[name]?.conflict) saved.set(name, text);
  line.progress(answer.progress);
  return "kept";
}

function takeField(name, { mark, hints, conflict }, text) {
  const seen = markOf(form, name);
  if (seen) seen.value = mark;
  showHints(form, name, hints, words);
  if (!conflict) return;
  autosave.withhold(name);
  voice.sayNow(`${words.conflict}: ${conflict.label}`);
  showConflict(form, name, conflict, words, (whose) => {
    if (whose === "theirs") {
      put(form, name, conflict.theirs);
      saved.set(name, conflict.theirs);
      autosave.release(name);
      react(name);
    } else {
      autosave.changed(name);
      autosave.hurry();
    }
  });
}

function showStage(stage) {
  if (stage === "waiting" || stage === "sending") {
    line.show(words.saving, { stage, aloud: false });
    return;
  }
  line.show(sentence, { stage, aloud: true });
  if (stage === "kept") void refresh();
}

/* Reacting */

function onInput(event) {
  const name = nameOf(event.target);
  if (!name) return;
  keepExclusive(form, event.target);
  count(event.target, words);
  react(name);
  note(name);
  if (event.type === "change") autosave.hurry();
}

/** Something stands in a field that the server may not have yet. */
function note(name) {
  const isWithheld = document.getElementById(`field-${name}-conflict`) !== null;
  if (!isWithheld && (autosave.isOpen(name) || textOf(form, name) !== saved.get(name))) autosave.changed(name);
}

function react(name) {
  live.take(name, textOf(form, name));
  countUndecided(form);
  const routed = live.apply();
  stale = routed.stale;
  if (routed.appeared.length > 0) news.say(`${words.appeared} ${routed.appeared.map(titleOf).join("; ")}`);
}

function titleOf(question) {
  return question.querySelector(".question__text, .rows__title")?.textContent.trim() ?? "";
}

/** Fetch what is asked but not on the page, once everything is saved. */
async function refresh() {
  if (stale.size === 0 || !autosave.isSettled) return;
  const keys = stale;
  stale = new Set();
  const fresh = await fetchSection(form);
  if (fresh && autosave.isSettled) redraw(fresh, keys);
}

function redraw(fresh, keys) {
  const { id } = document.activeElement ?? {};
  putInPlace(form, fresh, keys);
  live.restart(told("state"));
  begin();
  if (id && document.activeElement?.id !== id) document.getElementById(id)?.focus();
}

/* Buttons and links */

/** A button is left to the browser when nothing waits; a row's button is pressed behind the page's back. */
function onSubmit(event) {
  if (!isLeaving && (isRowAct(event.submitter) || !autosave.isSettled)) {
    event.preventDefault();
    void act(event.submitter);
  } else {
    isLeaving = true;
  }
}

async function act(button) {
  await autosave.settle();
  if (!autosave.isSettled) return;
  if (isRowAct(button)) {
    const before = rowIds();
    const fresh = await press(form, button);
    if (fresh) {
      redraw(fresh, null);
      focusAfter(before, button);
      return;
    }
  }
  isLeaving = true;
  form.requestSubmit(button);
}

/** A link waits for what was just typed, so that the next page shows it. */
async function onLink(event) {
  const link = event.target.closest("a[href]");
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || autosave.isSettled || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  await autosave.settle();
  location.assign(link.href);
}

/** The page may go: what waits is sent before the next page is asked for. */
function onLeave(event) {
  autosave.hurry();
  if (!isLeaving && autosave.wouldLose) event.preventDefault();
}

/** Loading again by the keyboard waits, too, so that the page comes back with what was just typed. */
async function onKey(event) {
  const isReload = event.key === "F5" || (event.key.toLowerCase() === "r" && (event.ctrlKey || event.metaKey));
  if (!isReload || autosave.isSettled) return;
  event.preventDefault();
  await autosave.settle();
  location.reload();
}

/* Beginning */

function begin() {
  for (const name of namesIn(form)) saved.set(name, textOf(form, name));
  for (const field of form.querySelectorAll("[data-most]")) count(field, words);
  countUndecided(form);
  stale = live.apply().stale;
}

begin();
document.documentElement.classList.add("is-live");
form.addEventListener("input", onInput);
form.addEventListener("change", onInput);
form.addEventListener("focusout", () => autosave.hurry());
form.addEventListener("submit", onSubmit);
form.addEventListener("keydown", addOnEnter);
document.addEventListener("click", (event) => void onLink(event));
document.addEventListener("keydown", (event) => void onKey(event));
document.addEventListener("visibilitychange", () => document.hidden && autosave.hurry());
window.addEventListener("pagehide", () => autosave.leave());
window.addEventListener("pageshow", () => (isLeaving = false));
window.addEventListener("online", () => autosave.hurry());
window.addEventListener("beforeunload", onLeave);
