/**
 * Replies to what the office asks back are kept with the page's buttons, not by themselves: whoever leaves the page
 * with one unsaved is asked first.
 *
 * @module
 */

const fields = [...document.querySelectorAll("[data-reply]")];
let isLeaving = false;

const isUnsaved = () => fields.some((field) => field.isConnected && field.value !== field.defaultValue);

for (const form of new Set(fields.map((field) => field.form))) {
  form.addEventListener("submit", (event) => {
    isLeaving = !event.defaultPrevented;
  });
}

addEventListener("beforeunload", (event) => {
  if (!isLeaving && isUnsaved()) event.preventDefault();
});
