// Builds everything the browser gets: assets/css + assets/js + npm packages → assets/built/ (git-ignored). Run: node assets/build.mjs
//
// File names stay stable (site.css, site.js, map.js …). The content hash is added later by Django: `manage.py collectstatic` with a manifest
// storage (WhiteNoise's CompressedManifestStaticFilesStorage) copies site.css to site.3f2a….css, rewrites the url() of the fonts inside it and
// serves it with a year of cache; templates say {% static "site.css" %} and get the hashed address. No source maps: the manifest would have to know them.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, copyFileSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "node_modules");
const out = join(here, "built");
const LIMIT = 60 * 1024; // site.js + site.css, gzip
const TARGET = ["chrome109", "firefox115", "safari15.6"];

const started = Date.now();
const shared = { bundle: true, minify: true, charset: "utf8", legalComments: "none", target: TARGET, logLevel: "warning" };
const gzip = (name) => gzipSync(readFileSync(join(out, name)), { level: 9 }).length;
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

function copyFonts() {
  const files = join(modules, "@fontsource-variable", "golos-text", "files");
  mkdirSync(join(out, "fonts"), { recursive: true });
  for (const subset of ["cyrillic", "cyrillic-ext", "latin-ext"]) {
    copyFileSync(join(files, `golos-text-${subset}-wght-normal.woff2`), join(out, "fonts", `golos-${subset}.woff2`));
  }
}

function copyPictures() {
  copyFileSync(join(here, "icon.svg"), join(out, "icon.svg"));
  mkdirSync(join(out, "samples"), { recursive: true });
  for (const name of ["before.svg", "after.svg"]) copyFileSync(join(here, "samples", name), join(out, "samples", name));
}

// Writes golos-latin.woff2 too: the digits' subset gets the narrow space of our numbers.
function cutPrintFonts() {
  const venv = join(here, "..", ".venv", "bin", "python");
  const python = process.env.PYTHON || (existsSync(venv) ? venv : "python3");
  execFileSync(python, [join(here, "build_fonts.py")], { stdio: "inherit" });
}

function clear() {
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(out)) {
    if (statSync(join(out, name)).isFile()) rmSync(join(out, name));
  }
}

clear();
copyFonts();
copyPictures();
await Promise.all([
  build({ ...shared, entryPoints: [join(here, "css/site.css"), join(here, "css/map.css")], outdir: out, external: ["*.woff2"] }),
  build({ ...shared, entryPoints: [join(here, "js/site.js"), join(here, "js/map.js"), join(here, "js/door.js"), join(here, "js/door-worker.js")], outdir: out, format: "esm" }),
  build({ ...shared, bundle: false, entryPoints: [{ in: join(modules, "maplibre-gl/dist/maplibre-gl-csp-worker.js"), out: "map-worker" }], outdir: out }),
]);

const reading = gzip("site.js") + gzip("site.css");
console.log(`  site.css ${kb(gzip("site.css"))} + site.js ${kb(gzip("site.js"))} = ${kb(reading)} gzip (limit ${kb(LIMIT)})`);
console.log(`  map.js ${kb(gzip("map.js"))} + map-worker.js ${kb(gzip("map-worker.js"))} + map.css ${kb(gzip("map.css"))} gzip, map pages only`);
console.log(`  door.js ${kb(gzip("door.js"))} gzip, at the door of a forum only`);
if (reading > LIMIT) {
  console.error("  site.css and site.js together are over the limit.");
  process.exit(1);
}
cutPrintFonts();
console.log(`  assets/built is ready in ${((Date.now() - started) / 1000).toFixed(1)} s`);
