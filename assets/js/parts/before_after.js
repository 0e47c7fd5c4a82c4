import { every } from "./every.js";

// Two pictures side by side become one picture with a slider; the slider is an ordinary range input, so arrow keys work.
// Whoever drags the picture itself moves the slider with it.
export function beforeAfter(root) {
  every(root, "[data-before-after]", "before-after", (figure) => {
    const range = figure.querySelector(".handle input");
    const after = figure.querySelector(".pic.after");
    const pair = figure.querySelector(".pair");
    if (!range || !after || !pair) return;
    const show = () => {
      after.style.clipPath = `inset(0 0 0 ${range.value}%)`;
    };
    const drag = (event) => {
      if (!pair.hasPointerCapture(event.pointerId)) return;
      const box = pair.getBoundingClientRect();
      range.value = (100 * (event.clientX - box.left)) / box.width;
      show();
    };
    figure.classList.add("is-slider");
    range.addEventListener("input", show);
    pair.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      pair.setPointerCapture(event.pointerId);
      drag(event);
    });
    pair.addEventListener("pointermove", drag);
    pair.addEventListener("dragstart", (event) => event.preventDefault()); // else the browser carries the picture away
    show();
  });
}
