import { every } from "./every.js";
import { say, word } from "./words.js";

// <button data-copy="text"> appears only where copying works.
export function copyLink(root) {
  every(root, "[data-copy]", "copy", (button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy || location.href);
      say(word("copied"));
      const label = button.querySelector("[data-label]") || button;
      const before = label.textContent;
      label.textContent = word("copied");
      setTimeout(() => {
        label.textContent = before;
      }, 2500);
    });
  });
}
