// Loaded on every page. Each part enhances a page that already works without it.
import htmx from "htmx.org";
import { beforeAfter } from "./parts/before_after.js";
import { copyLink } from "./parts/copy_link.js";
import { countCharacters } from "./parts/count_characters.js";
import { guardSubmit } from "./parts/guard_submit.js";
import { keepDraft } from "./parts/keep_draft.js";
import { listenToHtmx } from "./parts/listen_to_htmx.js";
import { moveFocus } from "./parts/move_focus.js";
import { prepareFiles } from "./parts/prepare_files.js";
import { walkList } from "./parts/walk_list.js";

htmx.config.allowEval = false; // strict CSP: no eval
htmx.config.includeIndicatorStyles = false; // strict CSP: no inline style
htmx.config.attributesToSettle = ["class"]; // nor does a swap write style attributes
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // pages with personal data stay out of localStorage
htmx.config.scrollIntoViewOnBoost = false;

const parts = [countCharacters, keepDraft, guardSubmit, prepareFiles, beforeAfter, copyLink, walkList];

function enhance(root) {
  for (const part of parts) part(root);
}

enhance(document);
moveFocus(document);
listenToHtmx(htmx, enhance);
