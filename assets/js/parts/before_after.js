import { every } from "./every.js";

// Two pictures side by side become one picture with a slider; the slider is an ordinary range input, so arrow keys work.
export function beforeAfter(root) {
  every(root, "[data-before-after]", "before-after", (figure) => {
    const range = figure.querySelector(".handle input");
    const after = figure.querySelector(".pic.after");
    if (!range || !after) return;
    const show = () => {
      after.style.clipPath = `inset(0 0 0 ${range.value}%)`;
    };
    figure.classList.add("is-slider");
    range.addEventListener("input", show);
    show();
  });
}
