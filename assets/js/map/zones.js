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

// Another answer counts its classes anew: a picture is known by what it looks like, not by its number.
function look(map, one) {
  const name = `zone-${one.colour}-${one.draw}`;
  if (!map.hasImage(name)) map.addImage(name, tile(one), { pixelRatio: DOTS });
  return name;
}

function addLayers(map, data) {
  map.addSource("zones", { type: "geojson", data });
  map.addLayer({ id: "zones", type: "fill", source: "zones", filter: ["has", "c"], paint: { "fill-pattern": ["get", "look"] } }, "district");
  map.addLayer({ id: "zone-edges", type: "line", source: "zones", filter: ["has", "c"], paint: { "line-color": "#16202a", "line-opacity": 0.55, "line-width": 1 } }, "district");
  map.addLayer({ id: "zone-rules", type: "line", source: "zones", filter: ["has", "rule"], layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": "#a3231f", "line-width": 3, "line-dasharray": [2, 1.6] } }, "road-name");
}

async function read(address, signal) {
  const answer = await fetch(address, { signal, headers: { Accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function addressOf({ zones }, zoom) {
  const address = new URL(zones, location.href);
  address.searchParams.set("zoom", String(Math.floor(zoom)));
  return address;
}

// Asked for before there is a map, so that it opens on them and paints them first; nothing when that fails.
export function firstZones(data) {
  return read(addressOf(data, Number(data.zoom))).catch(() => null);
}

// Zones of one theme, or the land that changed: {features, classes: [{name, colour, draw}], href, box, more}.
export function showZones(element, first) {
  const { map } = element;
  let asking = null;
  let found = first || { ...nothing, classes: [] };

  function show() {
    const looks = found.classes.map((one) => look(map, one));
    for (const { properties } of found.features) properties.look = looks[properties.c];
    if (map.getSource("zones")) map.getSource("zones").setData(found);
    else addLayers(map, found);
    element.tell(element.word("points", { n: new Intl.NumberFormat("ru").format(found.features.length) }));
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const address = addressOf(element.dataset, map.getZoom());
    address.searchParams.set("bbox", box(map.getBounds(), map.getZoom()));
    try {
      found = await read(address, asking.signal);
      show();
    } catch (error) {
      if (error.name !== "AbortError") element.tell(element.word("broken"));
    }
  }

  const under = (point) => map.queryRenderedFeatures([[point.x - NEAR / 2, point.y - NEAR / 2], [point.x + NEAR / 2, point.y + NEAR / 2]], { layers: ["zone-rules", "zones"] });
  const open = (feature) => {
    if (!feature) return;
    const { c, title, word, key } = feature.properties;
    showCard(element, { kind: found.classes[c]?.name, title, word, href: key && found.href ? found.href.replace("KEY", encodeURIComponent(key)) : "" });
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
  show();
  if (!first) element.tell(element.word("broken"));
  else if (map.getZoom() >= Number(element.dataset.zoom) + 1) map.once("idle", ask); // they came drawn for a farther look
}
