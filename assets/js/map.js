// Loaded on map pages only: the element <ortaq-map>. Without it the page shows its list.
import { OrtaqMap } from "./map/element.js";

if (!customElements.get("ortaq-map")) customElements.define("ortaq-map", OrtaqMap);
