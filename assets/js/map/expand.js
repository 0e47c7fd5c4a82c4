// A thousand pins as GeoJSON with words would be 250 KB. They come as short rows [lon, lat, number, topic, stage]
// with every word told once, and are written out here.
export function expand(found) {
  if (!found.pins) return found;
  const named = (text, number) => text.replace("NUMBER", number);
  const features = found.pins.map(([lon, lat, number, topic, stage]) => {
    const [word, tone] = found.states[stage] || ["", "plain"];
    const properties = { title: named(found.title, number), href: named(found.href, encodeURIComponent(number)), kind: found.kinds[topic] || "", word, tone };
    return { type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties };
  });
  return { type: "FeatureCollection", features };
}
