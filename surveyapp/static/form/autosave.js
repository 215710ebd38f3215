/**
 * What was typed goes to the server by itself: after a pause, at the latest some seconds after the first letter.
 *
 * There is one request at a time, so a field is never under way twice and the order of writing is kept. What could
 * not be delivered is tried again, ever more slowly, for as long as the page is open. Nothing is kept in the browser.
 *
 * @typedef {"kept" | "again" | "refused"} Outcome of sending: delivered, worth another try, or never to be taken
 * @typedef {"idle" | "waiting" | "sending" | "kept" | "failing" | "refused"} Stage
 * @module
 */

const PAUSE_MS = 1_000;
const LATEST_MS = 4_000;
const FIRST_RETRY_MS = 2_000;
const SLOWEST_RETRY_MS = 30_000;
const PATIENCE_MS = 4_000;

/** The queue of fields that changed since they were last delivered. */
export class Autosave {
  #send;
  #tell;
  #waiting = new Set();
  #underWay = new Set();
  #refused = new Set();
  #failures = 0;
  #isHurried = false;
  #since = 0;
  #timer = 0;
  #listeners = [];

  /**
   * @param {(names: string[]) => Promise<Outcome>} send delivers what stands in these fields now
   * @param {(stage: Stage) => void} tell is told whenever the stage changes
   */
  constructor(send, tell) {
    this.#send = send;
    this.#tell = tell;
  }

  /** A field changed: it is sent after a pause in typing. @param {string} name */
  changed(name) {
    if (this.#waiting.size === 0) this.#since = Date.now();
    this.#waiting.add(name);
    this.#refused.delete(name);
    if (this.#failures > 0) return;
    this.#tell("waiting");
    this.#in(Math.min(PAUSE_MS, Math.max(0, this.#since + LATEST_MS - Date.now())));
  }

  /** Send now what waits, unless a request is under way: then right after it. */
  hurry() {
    if (this.#waiting.size === 0) return;
    if (this.#underWay.size > 0) this.#isHurried = true;
    else void this.#run();
  }

  /** Send now, beside a request that is under way: the page goes away and will hear no answer. */
  leave() {
    if (this.#underWay.size === 0) this.hurry();
    else if (this.#waiting.size > 0) void this.#send([...this.#waiting]);
  }

  /** Whether everything was delivered. */
  get isSettled() {
    return this.#waiting.size === 0 && this.#underWay.size === 0;
  }

  /** Whether leaving now would lose something: it was refused, or could not be delivered so far. */
  get wouldLose() {
    return this.#refused.size > 0 || (this.#failures > 0 && !this.isSettled);
  }

  /** Whether a field waits or is under way. @param {string} name */
  isOpen(name) {
    return this.#waiting.has(name) || this.#underWay.has(name);
  }

  /** Forget that a field waits: there is something to decide first. @param {string} name */
  withhold(name) {
    this.#waiting.delete(name);
    this.#refused.add(name);
  }

  /** Forget about a field that has been decided by putting the other text. @param {string} name */
  release(name) {
    this.#waiting.delete(name);
    this.#refused.delete(name);
  }

  /** Send what waits, and wait until it is delivered or patience ends. @returns {Promise<boolean>} delivered */
  async settle() {
    this.hurry();
    const until = Date.now() + PATIENCE_MS;
    while (!this.isSettled && this.#failures === 0 && Date.now() < until) {
      await new Promise((done) => {
        this.#listeners.push(done);
        setTimeout(done, PATIENCE_MS);
      });
    }
    return this.isSettled;
  }

  #in(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), ms);
  }

  async #run() {
    clearTimeout(this.#timer);
    if (this.#underWay.size > 0 || this.#waiting.size === 0) return;
    this.#underWay = this.#waiting;
    this.#waiting = new Set();
    this.#tell("sending");
    this.#take(await this.#send([...this.#underWay]));
    for (const done of this.#listeners.splice(0)) done();
  }

  #take(outcome) {
    const sent = this.#underWay;
    this.#underWay = new Set();
    if (outcome === "again") this.#retry(sent);
    else this.#goOn(outcome, sent);
  }

  #retry(sent) {
    this.#waiting = new Set([...sent, ...this.#waiting]);
    this.#tell("failing");
    this.#in(Math.min(FIRST_RETRY_MS * 2 ** this.#failures, SLOWEST_RETRY_MS));
    this.#failures += 1;
  }

  #goOn(outcome, sent) {
    this.#failures = 0;
    if (outcome === "refused") for (const name of sent) this.#refused.add(name);
    const isMoreToCome = this.#waiting.size > 0;
    this.#tell(isMoreToCome && outcome === "kept" ? "waiting" : outcome);
    if (isMoreToCome) {
      this.#since = Date.now();
      this.#in(this.#isHurried || this.#listeners.length > 0 ? 0 : PAUSE_MS);
    }
    this.#isHurried = false;
  }
}
