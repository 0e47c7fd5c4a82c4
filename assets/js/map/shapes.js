const nothing = { type: "FeatureCollection", features: [] };
const INK = "#00687a";

// Lines and areas people have drawn: under the pins, so that every one of them can be opened by its pin.
export function addShapes(map, source = "shapes") {
  map.addSource(source, { type: "geojson", data: nothing });
  map.addLayer({ id: `${source}-areas`, type: "fill", source, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": INK, "fill-opacity": 0.18 } });
  map.addLayer({ id: `${source}-lines`, type: "line", source, layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": INK, "line-width": 3, "line-opacity": 0.85 } });
}

// They come as [GeoJSON geometry, number].
export function shapesOf(found) {
  return { type: "FeatureCollection", features: (found.shapes || []).map(([geometry]) => ({ type: "Feature", geometry, properties: {} })) };
}
