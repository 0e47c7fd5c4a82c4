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

// The pin stands in the middle and the map moves under it: the same by finger, mouse and arrow keys. A tap brings the place under the pin.
export function pickPlace(element) {
  const { map, dataset } = element;
  const lon = document.getElementById(dataset.pickLon);
  const lat = document.getElementById(dataset.pickLat);
  if (!lon || !lat) return;
  element.box.append(cross());

  async function choose() {
    const centre = map.getCenter();
    const [x, y] = [centre.lng.toFixed(PLACES), centre.lat.toFixed(PLACES)];
    write(lon, x);
    write(lat, y);
    element.tell(element.word("chosen", { place: await nameOf(element, x, y) }));
  }

  const button = document.createElement("button");
  button.type = "button";
  button.className = "button second";
  button.textContent = element.word("choose");
  button.addEventListener("click", choose);
  const row = document.createElement("div");
  row.className = "buttons map-choose";
  row.append(button);
  element.box.after(row);

  const start = [Number(lon.value), Number(lat.value)];
  if (lon.value && lat.value && start.every(Number.isFinite)) map.jumpTo({ center: start, zoom: 16 });
  map.on("click", (event) => {
    map.easeTo({ center: event.lngLat, duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250 });
    map.once("moveend", choose);
  });
  map.on("dragend", () => map.once("idle", choose));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Enter") choose();
  });
  element.addEventListener("ortaq-here", choose);
}
