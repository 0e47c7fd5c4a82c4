const line = (tag, text, className) => {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
};

// What a pin says: properties kind, title, word (of the state), tone, date (written), href.
export function showCard(element, thing) {
  element.querySelector(".map-card")?.remove();
  const card = document.createElement("div");
  card.className = "map-card";
  card.setAttribute("role", "group");
  card.setAttribute("aria-label", thing.title || "");
  const close = line("button", "×", "close");
  close.type = "button";
  close.setAttribute("aria-label", element.word("close"));
  close.addEventListener("click", () => {
    card.remove();
    element.map.getCanvas().focus();
  });
  card.append(close);
  if (thing.kind) card.append(line("p", thing.kind, "kind"));
  const head = document.createElement("h3");
  if (thing.href && thing.href.startsWith("/")) {
    const link = line("a", thing.title || element.word("open"));
    link.href = thing.href;
    head.append(link);
  } else {
    head.textContent = thing.title || "";
  }
  card.append(head);
  const words = [thing.word, thing.date].filter(Boolean).join(" · ");
  if (words) card.append(line("p", words, "meta"));
  element.box.append(card);
  (head.querySelector("a") || close).focus();
}
