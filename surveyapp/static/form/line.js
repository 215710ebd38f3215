/**
 * The one line that says whether everything is saved, and a voice for those who cannot see it.
 *
 * The line changes as often as there is something to say; what is read aloud comes at most every half minute, and
 * then only the newest. Both are polite: nobody is interrupted.
 *
 * @module
 */

const QUIET_MS = 30_000;

/** Says things aloud, but not often. */
export class Voice {
  #place;
  #quiet;
  #lastAt = -QUIET_MS;
  #timer = 0;

  /**
   * @param {Element} place a polite live region that is on the page from the start
   * @param {number} [quiet] milliseconds between two sentences
   */
  constructor(place, quiet = QUIET_MS) {
    this.#place = place;
    this.#quiet = quiet;
  }

  /** Read a sentence aloud as soon as it is time; a newer one takes its place. @param {string} sentence */
  say(sentence) {
    clearTimeout(this.#timer);
    const wait = Math.max(0, this.#lastAt + this.#quiet - performance.now());
    this.#timer = setTimeout(() => this.#speak(sentence), wait);
  }

  /** Read at once what has to be decided; what waited is left out, what follows keeps its distance. */
  sayNow(sentence) {
    clearTimeout(this.#timer);
    this.#speak(sentence);
  }

  #speak(sentence) {
    if (this.#place.textContent === sentence) return;
    this.#place.textContent = sentence;
    this.#lastAt = performance.now();
  }
}

/** The line itself. */
export class Line {
  #line;
  #voice;

  /** @param {HTMLElement} line @param {Voice} voice */
  constructor(line, voice) {
    this.#line = line;
    this.#voice = voice;
  }

  /** Show a sentence; `aloud` reads it too. @param {string} sentence @param {{stage: string, aloud: boolean}} how */
  show(sentence, { stage, aloud }) {
    this.#line.dataset.stage = stage;
    this.#line.querySelector("[data-saved]").textContent = sentence;
    if (aloud) this.#voice.say(sentence);
  }

  /** Show how far the section has come. @param {string} words */
  progress(words) {
    if (words) this.#line.querySelector("[data-progress]").textContent = words;
  }
}
