import maplibregl from "maplibre-gl/dist/maplibre-gl-csp.js";
import { say } from "../parts/words.js";
import { addButtons } from "./buttons.js";
import { drawShape } from "./draw.js";
import { showFeatures } from "./features.js";
import { pickPlace } from "./picker.js";
import { baseStyle, loadFonts, showNames } from "./style.js";
import { firstZones, showZones } from "./zones.js";

const WEST_SOUTH_EAST_NORTH = [[74.5, 42.2], [79.5, 44.6]]; // far enough for the agglomeration, near enough not to get lost
const ROOM = { padding: 24, maxZoom: 15 }; // around what a map opens on

// Attributes are described at the tag `city_map` in ortaq/core/ui/templatetags/ui_figures.py.
export class OrtaqMap extends HTMLElement {
  connectedCallback() {
    if (this.map || this.starting) return;
    this.starting = true;
    this.spare = [...this.childNodes];
    this.start().catch(() => this.giveUp());
  }

  disconnectedCallback() {
    this.map?.remove();
    this.map = null;
    this.starting = false;
  }

  word(name, values = {}) {
    const text = this.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`] || "";
    return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
  }

  tell(text) {
    if (this.said.textContent !== text) this.said.textContent = text;
  }

  giveUp() {
    this.replaceChildren(...this.spare);
    const note = this.querySelector(".map-off");
    if (note) note.firstChild.textContent = this.word("broken");
    say(this.word("broken"));
  }

  build() {
    const box = document.createElement("div");
    box.className = this.hasAttribute("data-small") ? "map small" : "map";
    this.place = document.createElement("div");
    this.said = document.createElement("p");
    this.said.className = "map-said";
    this.said.setAttribute("role", "status");
    this.box = box;
    box.append(this.place);
    this.replaceChildren(box, this.said);
  }

  async start() {
    const data = this.dataset;
    maplibregl.setWorkerUrl(new URL(data.worker, location.href).href);
    maplibregl.prewarm(); // the worker is read while the page asks for what the map shows
    const fonts = loadFonts();
    const [style, zones] = await Promise.all([baseStyle(data.base, data.lang), data.zones ? firstZones(data) : null]);
    if (!this.isConnected) return;
    this.build();
    const map = new maplibregl.Map({
      container: this.place,
      style,
      ...(zones?.box ? { bounds: zones.box, fitBoundsOptions: ROOM } : { center: [Number(data.lon), Number(data.lat)], zoom: Number(data.zoom) }),
      minZoom: 7,
      maxZoom: 18,
      maxBounds: WEST_SOUTH_EAST_NORTH,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      cooperativeGestures: false,
      trackResize: true,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    if (matchMedia("(pointer: fine)").matches && !data.pickLon && !data.draw) map.scrollZoom.disable(); // the wheel scrolls the page; buttons zoom
    this.map = map;
    this.maplibre = maplibregl;
    const canvas = map.getCanvas();
    canvas.setAttribute("aria-label", `${data.label}. ${this.word("keys")}`);
    canvas.setAttribute("role", "application");
    addButtons(this);
    map.once("style.load", async () => {
      const shown = [data.src && showFeatures(this), data.zones && showZones(this, zones)];
      await Promise.allSettled([...shown, fonts]);
      map.once("idle", () => showNames(map));
      map.triggerRepaint();
    });
    map.on("load", () => {
      if (data.pickLon) pickPlace(this);
      if (data.draw) drawShape(this);
      this.setAttribute("data-ready", "");
    });
  }
}
