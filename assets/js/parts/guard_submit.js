import { every } from "./every.js";
import { say, word } from "./words.js";

// A second click while the first is on its way does nothing. The server still refuses a repeated form token.
export function guardSubmit(root) {
  every(root, "form[method=post]", "guard", (form) => {
    let sent = false;
    form.addEventListener("submit", (event) => {
      if (sent) {
        event.preventDefault();
        return;
      }
      if (event.defaultPrevented) return;
      sent = true;
      event.submitter?.classList.add("is-busy");
      say(word("sending"));
    });
    const free = () => {
      sent = false;
      form.querySelectorAll(".is-busy").forEach((button) => button.classList.remove("is-busy"));
    };
    window.addEventListener("pageshow", free);
    form.addEventListener("htmx:afterRequest", free);
  });
}
