// Builds dist/: styles, scripts, fonts, symbols. Run by `npm run build`; reads only this folder.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { compile } from "sass";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const at = (...parts) => join(here, ...parts);
const dist = (...parts) => at("dist", ...parts);

rmSync(dist(), { recursive: true, force: true });
mkdirSync(dist("fonts"), { recursive: true });
mkdirSync(dist("symbols"), { recursive: true });

const size = (name, bytes) =>
  process.stdout.write(`${name}  ${bytes.length} bytes, ${gzipSync(bytes).length} compressed\n`);

for (const name of ["story", "staff"]) {
  const { css } = compile(at("scss", `${name}.scss`), {
    style: "compressed",
    loadPaths: [at("node_modules", "govuk-frontend", "dist")],
  });
  writeFileSync(dist(`${name}.css`), css);
  size(`${name}.css`, Buffer.from(css));
}

const scripts = await build({
  // record: the pages to film and talk. phone: what is on this phone. password: pages of staff who are not in yet. lock: signing in with the lock of a phone. sending: what other pages load when something waits. sw: the worker.
  entryPoints: ["story", "staff", "record", "phone", "lock", "password", "sending", "sw"].map((name) => at("js", `${name}.js`)),
  outdir: dist(),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2019"],
  legalComments: "none",
  write: false,
});
for (const file of scripts.outputFiles) {
  writeFileSync(file.path, file.contents);
  size(file.path.slice(dist().length + 1), Buffer.from(file.contents));
}

// Only what _fonts.scss says each file is for, in the two weights' span that the styles use.
const fonts = at("node_modules", "@fontsource-variable", "atkinson-hyperlegible-next", "files");
const lettersOf = (range) =>
  range.split(",").flatMap((part) => {
    const [first, last] = part.trim().slice(2).split("-").map((code) => parseInt(code, 16));
    return Array.from({ length: (last ?? first) - first + 1 }, (_, more) => String.fromCodePoint(first + more));
  });
const faces = /fonts\/(atkinson-(\w+))\.woff2[^]*?unicode-range: ([^;]+);/g;
for (const [, name, part, range] of readFileSync(at("scss", "_fonts.scss"), "utf8").matchAll(faces)) {
  const whole = readFileSync(join(fonts, `atkinson-hyperlegible-next-${part === "latin" ? "latin" : "latin-ext"}-wght-normal.woff2`));
  const font = await subsetFont(whole, lettersOf(range).join(""), {
    targetFormat: "woff2",
    variationAxes: { wght: { min: 400, max: 700 } },
  });
  writeFileSync(dist("fonts", `${name}.woff2`), font);
  size(`${name}.woff2`, font);
}

const symbols = JSON.parse(readFileSync(at("symbols.json"), "utf8"));
for (const [name, code] of Object.entries(symbols)) {
  const from = at("node_modules", "openmoji", "color", "svg", `${code}.svg`);
  if (!existsSync(from)) throw new Error(`symbols.json: ${name} is ${code}, which OpenMoji does not have`);
  // The ids in the drawings are only for their editor.
  writeFileSync(dist("symbols", `${name}.svg`), readFileSync(from, "utf8").replace(/ id="[^"]*"/g, "").replace(/>\s+</g, "><").trim());
}

for (const name of ["favicon.svg", "icon-192.png", "icon-512.png"]) copyFileSync(at("img", name), dist(name));

// Beside each text, the same as small as it gets: the server gives that to browsers that take it.
for (const name of readdirSync(dist(), { recursive: true })) {
  if (/\.(css|js|svg)$/.test(name)) writeFileSync(dist(`${name}.br`), brotliCompressSync(readFileSync(dist(name))));
}
