import { bringUnderPin, cross, write } from "./picker.js";
import { addShapes } from "./shapes.js";

const PLACES = 6;
const MOST = 500;
const DRAWN = "drawn";
const LINE = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/;

const read = (field) => field.value.split("\n").map((line) => LINE.exec(line)).filter(Boolean).map(([, lat, lon]) => [Number(lon), Number(lat)]);
const written = (points) => points.map(([lon, lat]) => `${lat.toFixed(PLACES)}, ${lon.toFixed(PLACES)}`).join("\n");

function geometryOf(kind, points) {
  if (kind === "area" && points.length > 2) return { type: "Polygon", coordinates: [[...points, points[0]]] };
  return points.length > 1 ? { type: "LineString", coordinates: points } : null;
}

function button(label, kind, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button ${kind}`;
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

// The pin stands in the middle and the map moves under it: the same by finger, mouse and arrow keys. Enter or a tap adds
// the point under it, Backspace takes the last one back. What is drawn is text in a field, so it can be typed as well.
export function drawShape(element) {
  const { map, dataset } = element;
  const field = document.getElementById(dataset.draw);
  if (!field) return;
  const kinds = [...document.getElementsByName(dataset.drawKind)];
  const kind = () => kinds.find((choice) => choice.checked)?.value || "point";
  element.box.append(cross());
  addShapes(map, DRAWN);
  map.addLayer({ id: "drawn-points", type: "circle", source: DRAWN, filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 6, "circle-color": "#00687a", "circle-stroke-color": "#fff", "circle-stroke-width": 2 } });

  function show() {
    const points = read(field);
    const marks = points.map((coordinates) => ({ type: "Feature", geometry: { type: "Point", coordinates }, properties: {} }));
    const geometry = geometryOf(kind(), points);
    map.getSource(DRAWN).setData({ type: "FeatureCollection", features: geometry ? [{ type: "Feature", geometry, properties: {} }, ...marks] : marks });
    undo.disabled = clear.disabled = !points.length;
    element.tell(points.length ? element.word("drawn", { n: points.length }) : "");
  }

  function keep(points) {
    write(field, written(points));
    show();
  }

  function add() {
    const { lng, lat } = map.getCenter();
    const points = read(field);
    const last = points.at(-1);
    const here = [Number(lng.toFixed(PLACES)), Number(lat.toFixed(PLACES))];
    if (kind() === "point") keep([here]);
    else if (points.length >= MOST) element.tell(element.word("full"));
    else if (!last || last[0] !== here[0] || last[1] !== here[1]) keep([...points, here]);
  }

  const row = document.createElement("div");
  row.className = "buttons map-choose";
  const undo = button(element.word("undo"), "quiet", () => keep(read(field).slice(0, -1)));
  const clear = button(element.word("clear"), "quiet", () => keep([]));
  row.append(button(element.word("add"), "second", add), undo, clear);
  element.box.after(row);

  const start = read(field);
  if (start.length) map.jumpTo({ center: start.at(-1), zoom: 15 });
  map.on("click", (event) => bringUnderPin(map, event.lngLat, add));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Enter") add();
    if (event.key === "Backspace" && !undo.disabled) undo.click();
  });
  for (const choice of kinds) {
    choice.addEventListener("change", () => {
      const points = read(field);
      if (kind() === "point" && points.length > 1) keep(points.slice(-1));
      else show();
    });
  }
  field.addEventListener("change", show);
  show();
}
