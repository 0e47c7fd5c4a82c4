import { every } from "./every.js";
import { say, word } from "./words.js";

const HOURS = 72;
const SKIPPED = new Set(["password", "file", "hidden", "submit", "button", "reset"]);
const fields = (form) => [...form.elements].filter((field) => field.name && !SKIPPED.has(field.type) && !field.hasAttribute("data-private"));

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < HOURS * 3600e3 ? draft : null;
  } catch {
    return null;
  }
}

function write(key, form) {
  const values = {};
  for (const field of fields(form)) {
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) (values[field.name] ||= []).push(field.value);
    } else if (field.value) {
      values[field.name] = [field.value];
    }
  }
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  } catch {
    // storage full or switched off: the form works as before, only without a draft
  }
}

// Puts the draft into fields that are still empty; what the server sent back always wins.
function fill(form, values) {
  let filled = 0;
  const chosen = new Set(fields(form).filter((field) => field.checked).map((field) => field.name));
  for (const field of fields(form)) {
    const kept = values[field.name];
    if (!kept) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (!chosen.has(field.name) && kept.includes(field.value)) {
        field.checked = true;
        filled += 1;
      }
    } else if (!field.value && kept[0]) {
      field.value = kept[0];
      field.dispatchEvent(new Event("input", { bubbles: true }));
      filled += 1;
    }
  }
  return filled;
}

// <form data-keep="appeal"> keeps what is typed on this device until it is sent, so an expired session loses nothing.
// The page that confirms the sending carries <… data-forget="appeal">. data-private on a field keeps it out; passwords, files and hidden fields always are.
export function keepDraft(root) {
  every(root, "[data-forget]", "forget", (element) => localStorage.removeItem(`draft:${element.dataset.forget}`));
  every(root, "form[data-keep]", "keep", (form) => {
    const key = `draft:${form.dataset.keep}`;
    const draft = read(key);
    if (draft && fill(form, draft.values)) {
      const note = form.querySelector("[data-kept]");
      if (note) note.hidden = false;
      say(word("kept"));
    }
    let waiting = 0;
    const now = () => {
      clearTimeout(waiting);
      waiting = 0;
      write(key, form);
    };
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(now, 400);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", now);
    addEventListener("pagehide", () => waiting && now()); // whoever leaves at once loses no last word
    form.querySelectorAll("[data-kept-clear]").forEach((button) =>
      button.addEventListener("click", () => {
        clearTimeout(waiting);
        waiting = 0;
        localStorage.removeItem(key);
        form.reset();
        form.querySelector("[data-kept]").hidden = true;
        fields(form)[0]?.focus();
      }),
    );
  });
}
