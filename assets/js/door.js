// The door of a forum, loaded on that page alone. It keeps digests of the codes in memory, check-ins on their way in localStorage (digests and
// times, no codes, no names), and sends them when there is a connection. Without it the page is a plain form that does the same online.
import { word as pageWord } from "./parts/words.js";

const SIGNS = /^[23456789ABCDEFGHJKLMNPQRSTUVWXYZ]{6}$/;
const CYRILLIC = { А: "A", В: "B", Е: "E", К: "K", М: "M", Н: "H", Р: "P", С: "C", Т: "T", У: "Y", Х: "X" };
const REFRESH = 60_000;
const RETRY = 5_000;
const place = document.getElementById("door");
const inside = (name) => place.querySelector(`[data-${name}]`);
const key = `door:${place.dataset.forum}`;
const people = new Map(); // digest → moment of coming, "" while she has not come
let listedAt = "";

const word = (name, values = {}) =>
  (place.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`] || pageWord(name)).replace(/\{(\w+)\}/g, (whole, found) => values[found] ?? whole);
const clock = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

function waiting() {
  try {
    return JSON.parse(localStorage.getItem(key)) || [];
  } catch {
    return [];
  }
}

function keep(scans) {
  try {
    if (scans.length) localStorage.setItem(key, JSON.stringify(scans));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false; // storage is off: the form is sent to the server as without a script
  }
}

function tell(text, kind) {
  const said = inside("said");
  said.className = `door-said is-${kind}`;
  said.textContent = text;
}

function count() {
  const came = [...people.values()].filter(Boolean).length;
  if (people.size) inside("count").textContent = word("count", { in: came, all: people.size });
}

// Six signs of any keyboard and case, or the address in a QR code; null when it is neither.
function read(text) {
  const scanned = /\/forums\/([-\w]+)\/#([^.#]+)\.\w+$/.exec(text.trim());
  const typed = [...(scanned ? scanned[2] : text).toUpperCase()].map((sign) => CYRILLIC[sign] || sign).join("");
  const code = typed.replace(/[^0-9A-Z]/g, "");
  return SIGNS.test(code) ? { code, forum: scanned ? scanned[1] : "" } : null;
}

async function digestOf(code) {
  const octets = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${place.dataset.salt}:${code}`));
  return [...new Uint8Array(octets)].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}

async function letIn(text) {
  const ticket = read(text);
  if (!ticket) return tell(word("short"), "no");
  if (ticket.forum && ticket.forum !== place.dataset.forum) return tell(word("other", { forum: ticket.forum }), "no");
  const digest = await digestOf(ticket.code);
  if (!people.has(digest)) return tell(word("unknown", { time: listedAt ? clock(listedAt) : "—" }), "no");
  if (people.get(digest)) return tell(word("again", { time: clock(people.get(digest)) }), "again");
  const at = Date.now();
  people.set(digest, at);
  keep([...waiting(), [digest, at]]);
  tell(word("in"), "in");
  count();
  return send();
}

let sending = false;

async function send() {
  const scans = waiting();
  if (!scans.length || sending) return;
  sending = true;
  try {
    const token = place.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(place.dataset.sync, { method: "POST", headers: { "X-CSRFToken": token, "Content-Type": "application/json" }, body: JSON.stringify({ scans }) });
    const told = await answer.json();
    if (answer.ok) {
      keep(waiting().slice(scans.length));
      for (const [digest, state, at] of told.scans) if (state !== "unknown") people.set(digest, at);
      inside("line").textContent = word("online");
    } else {
      inside("line").textContent = `${word("refused")} ${told.error || answer.status}`;
    }
  } catch {
    inside("line").textContent = word("offline", { n: waiting().length });
  } finally {
    sending = false;
  }
}

async function refresh() {
  try {
    const answer = await fetch(place.dataset.list, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const on = new Set(waiting().map(([digest]) => digest));
    for (const [digest, at] of (await answer.json()).people) if (!on.has(digest)) people.set(digest, at);
    for (const [digest, at] of waiting()) people.set(digest, at);
    listedAt = Date.now();
    count();
  } catch {
    inside("line").textContent = word("offline", { n: waiting().length });
  }
}

async function watch(detector) {
  const video = inside("video");
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.hidden = false;
  await video.play();
  let last = "";
  const look = async () => {
    const found = await detector.detect(video).catch(() => []);
    const text = found[0]?.rawValue || "";
    if (text && text !== last) await letIn(text);
    last = text || last;
    setTimeout(look, 250);
  };
  look();
}

async function offerCamera() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  if (!(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return;
  const button = inside("camera");
  button.hidden = false;
  button.addEventListener("click", () => {
    button.hidden = true;
    watch(new BarcodeDetector({ formats: ["qr_code"] })).catch(() => {
      button.hidden = false;
    });
  });
}

// Only when the list is here does the script take the form over: until then the server does the work.
place.querySelector("form").addEventListener("submit", (event) => {
  if (!people.size || !crypto.subtle || !keep(waiting())) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const field = place.querySelector("[name=ticket]");
  const text = field.value;
  field.value = "";
  field.focus();
  letIn(text);
}, true);
// The page, its files and the list outlive a reload without a connection.
async function stay() {
  if ("over" in place.dataset) return caches.delete(key);
  await navigator.serviceWorker.register(place.dataset.worker);
  await navigator.serviceWorker.ready;
  const kept = await caches.open(key);
  const files = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((file) => file.href || file.src);
  await kept.addAll([location.href, place.dataset.list, ...files]);
  place.dataset.ready = "";
}

stay().catch(() => {}); // where the browser cannot, the page works as long as it stays open
addEventListener("online", send);
setInterval(send, RETRY);
setInterval(refresh, REFRESH);
offerCamera();
refresh().then(send);
