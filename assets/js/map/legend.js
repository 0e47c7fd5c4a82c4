export const STEPS = [5, 10, 25, 50, 100, 250]; // nothing is shown under five
export const RAMP = ["#cfe6ea", "#a3ced6", "#6fb0bc", "#3d8fa0", "#00687a", "#003c47"];

const SVG = "http://www.w3.org/2000/svg";

function swatch(colour) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M12 2l8.7 5v10L12 22l-8.7-5V7z");
  path.setAttribute("fill", colour);
  svg.append(path);
  return svg;
}

// Shown while hexagons are: how many things one of them holds.
export function showLegend(element, shown) {
  element.querySelector(".map-legend")?.remove();
  if (!shown) return;
  const list = document.createElement("ul");
  list.className = "map-legend";
  const title = document.createElement("li");
  title.textContent = element.word("hexagon");
  list.append(title);
  RAMP.forEach((colour, index) => {
    const item = document.createElement("li");
    const next = STEPS[index + 1];
    item.append(swatch(colour), next ? `${STEPS[index]}–${next - 1}` : `${STEPS[index]}+`);
    list.append(item);
  });
  element.said.after(list);
}
