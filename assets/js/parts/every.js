const seen = new WeakMap();

// Calls use(element) once for each element that matches, also after htmx brought new ones.
export function every(root, selector, name, use) {
  const found = [...root.querySelectorAll(selector)];
  if (root instanceof Element && root.matches(selector)) found.unshift(root);
  for (const element of found) {
    const names = seen.get(element) || new Set();
    if (names.has(name)) continue;
    seen.set(element, names.add(name));
    use(element);
  }
}
