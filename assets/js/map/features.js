import { showCard } from "./card.js";
import { expand } from "./expand.js";
import { RAMP, STEPS, showLegend } from "./legend.js";
import { addMarks } from "./marks.js";
import { addShapes, shapesOf } from "./shapes.js";

const nothing = { type: "FeatureCollection", features: [] };
const NEAR = 24; // px around the cross

// Snapped outward, so that small moves ask for the same address and caches can answer.
export function box(bounds, zoom) {
  const step = zoom > 13 ? 0.01 : zoom > 10 ? 0.05 : 0.25;
  const down = (value) => Math.floor(value / step) * step;
  const up = (value) => Math.ceil(value / step) * step;
  return [down(bounds.getWest()), down(bounds.getSouth()), up(bounds.getEast()), up(bounds.getNorth())].map((value) => value.toFixed(4)).join(",");
}

function addLayers(map) {
  map.addSource("things", { type: "geojson", data: nothing });
  map.addLayer({
    id: "hexagons", type: "fill", source: "things", filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": ["step", ["coalesce", ["get", "n"], 5], RAMP[0], ...STEPS.slice(1).flatMap((step, index) => [step, RAMP[index + 1]])], "fill-opacity": 0.78 },
  }, "road-name");
  map.addLayer({ id: "hexagon-edges", type: "line", source: "things", filter: ["==", ["geometry-type"], "Polygon"], paint: { "line-color": "#ffffff", "line-width": 1 } }, "road-name");
  map.addLayer({
    id: "pins", type: "symbol", source: "things", filter: ["==", ["geometry-type"], "Point"],
    layout: { "icon-image": ["concat", "mark-", ["match", ["get", "tone"], ["good", "late", "wait", "now", "off"], ["get", "tone"], "plain"]], "icon-allow-overlap": true, "icon-size": ["interpolate", ["linear"], ["zoom"], 10, 0.7, 14, 1] },
  });
}

export function showFeatures(element) {
  const { map } = element;
  let asking = null;
  addMarks(map);
  addShapes(map);
  addLayers(map);

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const address = new URL(element.dataset.src, location.href);
    address.searchParams.set("bbox", box(map.getBounds(), map.getZoom()));
    address.searchParams.set("zoom", String(Math.floor(map.getZoom())));
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/geo+json, application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const read = await answer.json();
      const found = expand(read);
      map.getSource("things").setData(found);
      map.getSource("shapes").setData(shapesOf(read));
      const features = found.features || [];
      const hexagons = features.some((feature) => feature.geometry?.type !== "Point");
      const count = features.reduce((sum, feature) => sum + (feature.properties?.n ?? 1), 0);
      element.tell(element.word("points", { n: new Intl.NumberFormat("ru").format(count) }));
      showLegend(element, hexagons);
    } catch (error) {
      if (error.name !== "AbortError") element.tell(element.word("broken"));
    }
  }

  const open = (feature) => {
    if (!feature) return;
    if (feature.geometry.type === "Point") showCard(element, feature.properties);
    else map.easeTo({ center: middle(feature), zoom: Math.min(map.getZoom() + 2, 16) });
  };
  const under = (point) => {
    const square = [[point.x - NEAR / 2, point.y - NEAR / 2], [point.x + NEAR / 2, point.y + NEAR / 2]];
    return map.queryRenderedFeatures(square, { layers: ["pins", "hexagons"] });
  };
  map.on("click", (event) => open(under(event.point)[0]));
  map.on("mousemove", (event) => {
    map.getCanvas().style.cursor = under(event.point).length ? "pointer" : "";
  });
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Enter") open(under(map.project(map.getCenter()))[0]);
    if (event.key === "Escape") element.querySelector(".map-card .close")?.click();
  });
  map.on("moveend", ask);
  map.on("idle", () => {
    if (document.activeElement !== map.getCanvas()) return;
    const near = under(map.project(map.getCenter())).length;
    if (near) element.tell(element.word("near", { n: near }));
  });
  return ask();
}

function middle(feature) {
  const ring = feature.geometry.type === "Polygon" ? feature.geometry.coordinates[0] : feature.geometry.coordinates[0][0];
  const sum = ring.reduce(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0]);
  return sum.map((value) => value / ring.length);
}
