const FONT = ["Golos Text"];
const nothing = { type: "FeatureCollection", features: [] };
const outside = ["==", ["get", "in_city"], false]; // a neighbour of the city
const inside = ["!=", ["get", "in_city"], false];
const is = (...kinds) => ["in", ["get", "layer"], ["literal", kinds]];

// Letters are drawn from the page's own font, so no glyph files are needed; the font has to be there first. Drawing them is
// the longest work of a slow phone: names are hidden until what the map is about stands on it.
export async function loadFonts() {
  try {
    await Promise.all(["500 16px 'Golos Text'"].flatMap((font) => [document.fonts.load(font, "Алматы"), document.fonts.load(font, "Әғқңөүһі"), document.fonts.load(font, "Almaty")]));
  } catch {
    // the system font will do
  }
}

function named(feature, language) {
  const given = feature.properties || {};
  const names = given.name ?? given.names;
  const name = names && typeof names === "object" ? names[language] || names.kk || names.ru || names.en : names;
  return { ...feature, properties: { ...given, layer: given.layer || given.kind || "district", label: given[`name_${language}`] || name || "" } };
}

export async function baseStyle(address, language) {
  let base = nothing;
  if (address) {
    const answer = await fetch(address, { headers: { Accept: "application/geo+json, application/json" } });
    if (answer.ok) {
      const read = await answer.json();
      base = { type: "FeatureCollection", features: (read.features || []).map((feature) => named(feature, language)) };
    }
  }
  return { version: 8, sources: { base: { type: "geojson", data: base } }, layers: layers() };
}

export function showNames(map) {
  for (const { id, type, source } of map.getStyle().layers) {
    if (type === "symbol" && source === "base") map.setLayoutProperty(id, "visibility", "visible");
  }
}

function layers() {
  const width = (near, far) => ["interpolate", ["linear"], ["zoom"], 9, far, 14, near];
  const labels = (id, filter, paint, layout) => ({
    id, type: "symbol", source: "base", filter,
    layout: { visibility: "none", "text-field": ["get", "label"], "text-font": FONT, "text-size": 14, "text-max-width": 8, "text-padding": 4, ...layout },
    paint: { "text-color": "#47535e", "text-halo-color": "#ffffff", "text-halo-width": 1.6, ...paint },
  });
  return [
    { id: "ground", type: "background", paint: { "background-color": "#eef1ee" } },
    { id: "city", type: "fill", source: "base", filter: ["all", is("city", "district"), inside], paint: { "fill-color": "#fbfcfb" } },
    { id: "neighbour", type: "line", source: "base", filter: ["any", is("neighbour", "settlement", "okrug", "region"), ["all", is("city", "district"), outside]], paint: { "line-color": "#c9d2cf", "line-width": 1 } },
    { id: "park", type: "fill", source: "base", filter: is("park"), paint: { "fill-color": "#d5e8cf" } },
    { id: "water", type: "fill", source: "base", filter: ["all", is("water", "lake"), ["==", ["geometry-type"], "Polygon"]], paint: { "fill-color": "#b5d8e4" } },
    { id: "river", type: "line", source: "base", filter: is("river", "canal"), layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": "#9fcbd9", "line-width": width(4, 1.6) } },
    { id: "road", type: "line", source: "base", filter: is("road", "avenue", "street"), layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": "#dfe3e1", "line-width": width(7, 1.4) } },
    { id: "district", type: "line", source: "base", filter: ["all", is("district", "city"), inside], paint: { "line-color": "#8d9d9b", "line-width": 1.3, "line-dasharray": [3, 2] } },
    labels("road-name", is("road", "avenue", "street"), {}, { "symbol-placement": "line", "text-size": 12 }),
    labels("river-name", is("river", "canal"), { "text-color": "#2f6f83" }, { "symbol-placement": "line", "text-size": 12 }),
    labels("park-name", is("park", "water", "lake"), { "text-color": "#3c6b3a" }, { "text-size": 12 }),
    labels("place-name", ["any", is("settlement", "neighbour", "place", "mountain"), ["all", is("city", "district"), outside]], { "text-color": "#5c6a74" }, { "text-size": 12.5 }),
    labels("district-name", ["all", is("district"), inside], { "text-color": "#2c3a45" }, { "text-size": 15, "text-letter-spacing": 0.02 }),
  ];
}
