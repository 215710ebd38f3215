// Draws the course of a plan anew while it is typed. The page does the same by its button: the server draws.

const PAUSE_MS = 600;
const NOT_SENT = new Set(["csrf_token", "seen", "act"]);

const form = document.querySelector("#plan-form");
const news = document.querySelector("#plan-news");
let waiting = 0;
let asked = null;

// The address of this page with the form in it: a GET, which writes nothing.
function address() {
  const fields = [...new FormData(form)].filter(([name]) => !NOT_SENT.has(name));
  return `${location.pathname}?${new URLSearchParams([["live", "1"], ...fields])}`;
}

async function redraw() {
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(address(), { signal: asked.signal, headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch (error) {
    if (error.name !== "AbortError") news.textContent = "";
  }
}

function show(page) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const drawn = page.getElementById(part.id);
    if (!drawn || part.contains(document.activeElement)) continue;
    const open = [...part.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent);
    part.replaceChildren(...drawn.childNodes);
    for (const summary of part.querySelectorAll("details > summary")) {
      summary.parentElement.open = open.includes(summary.textContent);
    }
  }
  news.textContent = page.querySelector("#plan-mails-title, #plan-line .kern-alert .kern-title")?.textContent ?? "";
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(redraw, PAUSE_MS);
}

form?.addEventListener("input", later);
form?.addEventListener("change", later);
