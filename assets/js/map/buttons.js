function button(text, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.title = label;
  made.addEventListener("click", act);
  return made;
}

function findMe(element) {
  element.tell(element.word("seek"));
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const bounds = element.map.getMaxBounds();
      const here = [coords.longitude, coords.latitude];
      if (bounds && !bounds.contains(here)) {
        element.tell(element.word("lost"));
        return;
      }
      element.map.jumpTo({ center: here, zoom: 16 });
      element.tell("");
      element.dispatchEvent(new CustomEvent("ortaq-here"));
    },
    () => element.tell(element.word("lost")),
    { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
  );
}

export function addButtons(element) {
  const { map } = element;
  const box = document.createElement("div");
  box.className = "map-buttons";
  const closer = button("+", element.word("in"), () => map.zoomIn());
  const farther = button("−", element.word("out"), () => map.zoomOut());
  box.append(closer, farther);
  if (navigator.geolocation && window.isSecureContext) box.append(button("◎", element.word("me"), () => findMe(element)));
  const show = () => {
    closer.disabled = map.getZoom() >= map.getMaxZoom();
    farther.disabled = map.getZoom() <= map.getMinZoom();
  };
  map.on("zoomend", show);
  show();
  element.box.append(box);
}
