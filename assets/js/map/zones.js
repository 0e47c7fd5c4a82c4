import { showCard } from "./card.js";
import { box } from "./features.js";

const nothing = { type: "FeatureCollection", features: [] };
const TILE = 16;
const DOTS = 2;
const NEAR = 12; // px around the cross

// The colour with the strokes of its pattern over it, so that it does not speak alone.
function tile({ colour, draw }) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = TILE * DOTS;
  const pen = canvas.getContext("2d");
  pen.scale(DOTS, DOTS);
  pen.fillStyle = colour;
  pen.globalAlpha = 0.55;
  pen.fillRect(0, 0, TILE, TILE);
  pen.globalAlpha = 0.8;
  pen.lineWidth = 1.4;
  pen.strokeStyle = "#16202a";
  pen.stroke(new Path2D(draw));
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function addLayers(map) {
  map.addSource("zones", { type: "geojson", data: nothing });
  map.addLayer({ id: "zones", type: "fill", source: "zones", filter: ["has", "c"], paint: { "fill-pattern": ["concat", "zone-", ["get", "c"]] } }, "district");
  map.addLayer({ id: "zone-edges", type: "line", source: "zones", filter: ["has", "c"], paint: { "line-color": "#16202a", "line-opacity": 0.55, "line-width": 1 } }, "district");
  map.addLayer({ id: "zone-rules", type: "line", source: "zones", filter: ["has", "rule"], layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": "#a3231f", "line-width": 3, "line-dasharray": [2, 1.6] } }, "road-name");
}

// Zones of one theme, or the land that changed: {features, classes: [{name, colour, draw}], href, box, more}.
export function showZones(element) {
  const { map } = element;
  let asking = null;
  let read = { classes: [] };
  let fitted = false;
  addLayers(map);

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const address = new URL(element.dataset.zones, location.href);
    if (fitted) address.searchParams.set("bbox", box(map.getBounds(), map.getZoom()));
    address.searchParams.set("zoom", String(Math.floor(map.getZoom())));
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/geo+json, application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      read = await answer.json();
      read.classes.forEach((one, index) => map.hasImage(`zone-${index}`) || map.addImage(`zone-${index}`, tile(one), { pixelRatio: DOTS }));
      map.getSource("zones").setData(read);
      element.tell(element.word("points", { n: new Intl.NumberFormat("ru").format(read.features.length) }));
      if (!fitted && read.box) map.fitBounds([read.box.slice(0, 2), read.box.slice(2)], { padding: 24, animate: false, maxZoom: 15 });
      fitted = true;
    } catch (error) {
      if (error.name !== "AbortError") element.tell(element.word("broken"));
    }
  }

  const under = (point) => map.queryRenderedFeatures([[point.x - NEAR / 2, point.y - NEAR / 2], [point.x + NEAR / 2, point.y + NEAR / 2]], { layers: ["zone-rules", "zones"] });
  const open = (feature) => {
    if (!feature) return;
    const { c, title, word, key } = feature.properties;
    showCard(element, { kind: read.classes[c]?.name, title, word, href: key && read.href ? read.href.replace("KEY", encodeURIComponent(key)) : "" });
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
  ask();
}
