import { every } from "./every.js";
import { say, word } from "./words.js";

// Shows how many characters are left. The server counts again; maxlength is taken off so that a long paste is not cut silently.
export function countCharacters(root) {
  every(root, "[data-limit]", "count", (input) => {
    const limit = Number(input.dataset.limit);
    const counter = document.getElementById(`${input.id}_counter`);
    if (!limit || !counter) return;
    input.removeAttribute("maxlength");
    let saying;
    const show = () => {
      const left = limit - [...input.value.replace(/\n/g, "\r\n")].length;
      if (left > 2000) {
        counter.textContent = ""; // nobody needs a count of twenty thousand
        return;
      }
      const text = left < 0 ? word("over", { n: -left }) : word("left", { n: left });
      counter.textContent = text;
      counter.classList.toggle("is-over", left < 0);
      clearTimeout(saying);
      if (left < 50) saying = setTimeout(() => say(text), 900);
    };
    input.addEventListener("input", show);
    show();
  });
}
