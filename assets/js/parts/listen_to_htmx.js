import { moveFocus } from "./move_focus.js";
import { say, word } from "./words.js";

// New content is enhanced like the first page; focus and spoken words follow what changed.
export function listenToHtmx(htmx, enhance) {
  htmx.onLoad((element) => enhance(element));
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const place = event.detail.target;
    moveFocus(place);
    const wanted = place.querySelector("[data-focus]");
    if (wanted) wanted.focus();
    const count = place.querySelector("[data-say]");
    say(count ? count.dataset.say || count.textContent.trim() : word("updated"));
  });
  // A refused form comes back as 409, 422 or 429 with the page to show: swap it in instead of dropping it.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422, 429].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.body.addEventListener(name, () => {
      const place = document.getElementById("trouble");
      if (!place) return;
      place.hidden = false;
      say(place.textContent.trim());
    });
  }
}
