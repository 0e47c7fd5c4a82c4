import { every } from "./every.js";

const AT = "walk-at"; // sessionStorage: the row whose case has just been closed

// Half of the desks here type Cyrillic: then the place of the key counts, not the letter on it.
const letter = (event) => (/^[a-z/]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase());
const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

// At the desk: j / k walk the rows of [data-walk], Enter opens, and on the open row goes into its case; / goes to the search field, Esc closes the side preview.
export function walkList(root) {
  every(root, "[data-walk]", "walk", (list) => {
    const links = () => [...list.querySelectorAll("[data-walk-link]")];
    const back = sessionStorage.getItem(AT);
    sessionStorage.removeItem(AT);
    const opened = document.querySelector("[data-close-side]") && list.querySelector("[aria-current] [data-walk-link]");
    if (back) links().find((link) => link.textContent === back)?.focus();
    else if (opened && document.activeElement === document.body) opened.focus({ preventScroll: true });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !list.isConnected) return;
      if (event.key === "Escape") {
        const close = document.querySelector("[data-close-side]");
        if (!close) return;
        sessionStorage.setItem(AT, list.querySelector("[aria-current] [data-walk-link]")?.textContent ?? "");
        close.click();
        return;
      }
      if (typing(event.target)) return;
      const all = links();
      const focused = all.indexOf(document.activeElement);
      const at = focused < 0 ? all.findIndex((link) => link.closest("[aria-current]")) : focused;
      const key = letter(event);
      if (key === "j") all[Math.min(all.length - 1, at + 1)]?.focus();
      else if (key === "k") all[Math.max(0, at - 1)]?.focus();
      else if (event.key === "Enter" && focused >= 0 && all[focused].closest("[aria-current]")) {
        const into = document.querySelector("[data-walk-into] a");
        if (!into) return;
        into.focus();
      } else if (event.key === "/") document.querySelector("[data-search]")?.focus();
      else return;
      event.preventDefault();
    });
  });
}
