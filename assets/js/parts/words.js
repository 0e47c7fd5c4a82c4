// Sentences for scripts come translated from data-word-* attributes of <body>; {n} and the like are filled in here.
export function word(name, values = {}) {
  const text = document.body.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`] || "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

// A polite announcement for screen readers.
export function say(text) {
  const place = document.getElementById("said");
  if (place) place.textContent = text;
}
