import { every } from "./every.js";

const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

// At the desk: j / k walk the rows of [data-walk], Enter opens, / goes to the search field, Esc closes the side preview.
export function walkList(root) {
  every(root, "[data-walk]", "walk", (list) => {
    const links = () => [...list.querySelectorAll("[data-walk-link]")];
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !list.isConnected) return;
      if (event.key === "Escape") {
        document.querySelector("[data-close-side]")?.click();
        return;
      }
      if (typing(event.target)) return;
      const all = links();
      const at = all.indexOf(document.activeElement);
      if (event.key === "j") all[Math.min(all.length - 1, at + 1)]?.focus();
      else if (event.key === "k") all[Math.max(0, at - 1)]?.focus();
      else if (event.key === "/") document.querySelector("[data-search]")?.focus();
      else return;
      event.preventDefault();
    });
  });
}
