const SVG = "http://www.w3.org/2000/svg";
const PLACES = 6;

export function cross() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 44 52");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "map-cross");
  const pin = document.createElementNS(SVG, "path");
  pin.setAttribute("d", "M22 51C14 39 6 29 6 18a16 16 0 0 1 32 0c0 11-8 21-16 33z");
  pin.setAttribute("fill", "currentColor");
  pin.setAttribute("stroke", "#fff");
  pin.setAttribute("stroke-width", "2");
  const eye = document.createElementNS(SVG, "circle");
  for (const [name, value] of Object.entries({ cx: 22, cy: 18, r: 6, fill: "#fff" })) eye.setAttribute(name, value);
  svg.append(pin, eye);
  return svg;
}

export function write(input, value) {
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function nameOf(element, lon, lat) {
  const fallback = `${lat}, ${lon}`;
  if (!element.dataset.lookup) return fallback;
  const address = new URL(element.dataset.lookup, location.href);
  address.searchParams.set("lon", lon);
  address.searchParams.set("lat", lat);
  try {
    const answer = await fetch(address);
    const found = answer.ok ? await answer.json() : {};
    return found.label || fallback;
  } catch {
    return fallback;
  }
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Without motion the map arrives before easeTo returns: whoever waits for the arrival says so first.
export function bringUnderPin(map, place, then) {
  map.once("moveend", then);
  map.easeTo({ center: place, duration: calm() ? 0 : 250 });
}

// The pin stands in the middle and the map moves under it: the same by finger, mouse and arrow keys. A tap brings the place
// under the pin. Until a place is chosen the pin is pale; from then on it stays with what is chosen, however the map is moved.
export function pickPlace(element) {
  const { map, dataset } = element;
  const lon = document.getElementById(dataset.pickLon);
  const lat = document.getElementById(dataset.pickLat);
  if (!lon || !lat) return;
  const pin = cross();
  element.box.append(pin);
  let chosen = "";

  const under = () => {
    const { lng, lat: north } = map.getCenter();
    return [lng.toFixed(PLACES), north.toFixed(PLACES)];
  };

  function mark(x, y) {
    chosen = `${x} ${y}`;
    pin.classList.toggle("waits", !chosen.trim());
  }

  async function choose() {
    const [x, y] = under();
    mark(x, y);
    write(lon, x);
    write(lat, y);
    element.tell(element.word("chosen", { place: await nameOf(element, x, y) }));
  }

  const settle = () => chosen !== under().join(" ") && choose();

  const button = document.createElement("button");
  button.type = "button";
  button.className = "button second";
  button.textContent = element.word("choose");
  button.addEventListener("click", choose);
  const row = document.createElement("div");
  row.className = "buttons map-choose";
  row.append(button);
  element.box.after(row);

  function follow(zoom) {
    const typed = [Number(lon.value), Number(lat.value)];
    if (!lon.value || !lat.value || !typed.every(Number.isFinite) || !map.getMaxBounds().contains(typed)) return mark("", "");
    map.jumpTo({ center: typed, zoom });
    return mark(...under());
  }

  follow(16);
  for (const field of [lon, lat]) field.addEventListener("change", (event) => event.isTrusted && follow(map.getZoom()));
  if (!chosen.trim()) element.tell(element.word("waits"));
  map.on("click", (event) => bringUnderPin(map, event.lngLat, choose));
  map.on("dragend", () => map.once("idle", settle));
  map.on("moveend", () => chosen.trim() && map.once("idle", settle));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Enter") choose();
  });
  element.addEventListener("ortaq-here", choose);
}
