import { every } from "./every.js";
import { say, word } from "./words.js";

const LONGEST = 2560; // px
const QUALITY = 0.86;
const DRAWN = new Set(["image/jpeg", "image/png", "image/webp"]); // HEIC goes up as it is, the server reads it

function size(bytes) {
  const english = document.documentElement.lang === "en";
  if (bytes < 104858) return `${Math.max(1, Math.round(bytes / 1024))} ${english ? "KB" : "КБ"}`;
  const megabytes = (bytes / 1048576).toFixed(1);
  return english ? `${megabytes} MB` : `${megabytes.replace(".", ",")} МБ`;
}

async function picture(file) {
  if (!DRAWN.has(file.type) || typeof createImageBitmap !== "function") return null;
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
}

function draw(bitmap, longest) {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// Drawing a photo anew makes it smaller and leaves its EXIF, with the place it was taken, at home. The server strips it too.
async function shrink(file, bitmap) {
  if (!bitmap) return file;
  const canvas = draw(bitmap, LONGEST);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob) return file;
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
}

function row(file, bitmap, remove) {
  const item = document.createElement("li");
  if (bitmap) {
    item.append(draw(bitmap, 320));
  } else {
    const box = document.createElement("span");
    box.className = "no-picture";
    box.textContent = file.name.split(".").pop().toUpperCase();
    item.append(box);
  }
  const name = document.createElement("span");
  name.textContent = `${file.name}, ${size(file.size)}`;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = word("remove");
  button.setAttribute("aria-label", `${word("remove")}: ${file.name}`);
  button.addEventListener("click", remove);
  item.append(name, document.createElement("br"), button);
  return item;
}

function put(input, files) {
  const box = new DataTransfer();
  for (const file of files) box.items.add(file);
  input.files = box.files;
}

// The browser's own button speaks the browser's language; this one speaks the page's.
function speak(input) {
  const button = document.createElement("label");
  button.className = "button second file-button";
  button.htmlFor = input.id;
  button.textContent = word(input.multiple ? "chooseMany" : "chooseOne");
  button.setAttribute("aria-hidden", "true");
  input.classList.add("visually-hidden");
  input.after(button);
}

// <input type="file" data-photos data-most="5"> with <ul id="<id>_previews" class="previews"> and <progress id="<id>_progress" hidden>.
export function prepareFiles(root) {
  every(root, "input[type=file][data-photos]", "photos", (input) => {
    const list = document.getElementById(`${input.id}_previews`);
    const bar = document.getElementById(`${input.id}_progress`);
    if (!list || typeof DataTransfer !== "function") return;
    const most = Number(input.dataset.most) || 10;
    let kept = []; // [{ file, bitmap }]
    speak(input);
    for (const spare of input.form?.querySelectorAll("[data-without-script]") ?? []) spare.hidden = true; // what is chosen is shown already
    const show = () => {
      put(input, kept.map((entry) => entry.file));
      list.replaceChildren(
        ...kept.map((entry) =>
          row(entry.file, entry.bitmap, () => {
            kept = kept.filter((other) => other !== entry);
            show();
            input.focus();
            say(word("removed"));
          }),
        ),
      );
    };
    input.addEventListener("change", async () => {
      const chosen = [...input.files];
      const room = input.multiple ? most - kept.length : 1;
      if (!input.multiple) kept = [];
      if (bar) {
        bar.hidden = false;
        bar.max = chosen.length;
        bar.value = 0;
      }
      const added = [];
      for (const file of chosen.slice(0, Math.max(0, room))) {
        const bitmap = await picture(file);
        added.push({ file: await shrink(file, bitmap), bitmap });
        if (bar) bar.value += 1;
      }
      if (bar) bar.hidden = true;
      kept = [...kept, ...added];
      show();
      say(chosen.length > room ? word("most", { n: most }) : word("added", { n: added.length }));
    });
  });
}
