// The modules of static/js/ as browsers get them, in static/built/: `npm run build`, or
// `npm run watch` while one writes them. Their bare names ("map/words") are jsconfig.json's.
import { rmSync, writeFileSync } from "node:fs";
import { build, context } from "esbuild";

const OUT = "static/built";

// What pages name; what several of them share stands apart and is loaded once.
const PAGES = [
  "attention",
  "journal/main",
  "journal/recent",
  "map/choosing",
  "map/listing",
  "map/main",
  "map/small",
  "map/whole",
  "near",
  "notifications/follows",
  "notifications/inbox",
  "page",
  "print",
  "sites/finder",
  "sites/footprint",
  "sites/picker",
  "sites/survey",
];
// Each whole in its one file: a device keeps them for when there is no network.
const OFFLINE = ["outbox/offline-page", "outbox/queue"];

// What each page needs at once, for it to ask for all of it together (geo_resorption/bundles.py).
const needed = {
  name: "needed",
  setup: ({ onEnd }) => onEnd(({ metafile }) => {
    if (metafile) writeFileSync(`${OUT}/needed.json`, JSON.stringify(neededBy(metafile.outputs)));
  }),
};

const common = {
  entryNames: "[dir]/[name]",
  outdir: OUT,
  outbase: "static/js",
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  logLevel: "warning",
};
const parts = [
  {
    ...common,
    entryPoints: files(PAGES),
    splitting: true,
    chunkNames: "shared/[hash]",
    metafile: true,
    plugins: [needed],
  },
  { ...common, entryPoints: files(OFFLINE) },
];

rmSync(OUT, { recursive: true, force: true });
if (process.argv.includes("--watch")) {
  for (const part of parts) await (await context({ ...part, sourcemap: true, minify: false })).watch();
} else {
  await Promise.all(parts.map((part) => build(part)));
}

function files(names) {
  return names.map((name) => `static/js/${name}.js`);
}

// {"map/main.js": ["shared/….js", …]}
function neededBy(outputs) {
  const short = (path) => path.slice(OUT.length + 1);
  const entries = Object.keys(outputs).filter((path) => outputs[path].entryPoint);
  return Object.fromEntries(entries.map((path) => [short(path), gathered(outputs, path).map(short)]));
}

function gathered(outputs, path, known = new Set()) {
  for (const one of outputs[path].imports) {
    if (one.kind !== "import-statement" || known.has(one.path)) continue;
    known.add(one.path);
    gathered(outputs, one.path, known);
  }
  return [...known];
}
