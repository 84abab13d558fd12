// MapLibre GL JS in Chromium on the software rasteriser: first frame, panning and zooming along our bench's path, as one JSON line.
//     node maplibre.mjs FOLDER WxH FRAMES RUNS      FOLDER holds projects.geojson and districts.geojson
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [given, size, frames, runs] = process.argv.slice(2);
const folder = path.resolve(given);
const [width, height] = size.split("x").map(Number);
const here = path.dirname(fileURLToPath(import.meta.url));
const modules = createRequire(path.join(folder, "package.json"));
const { chromium } = modules("playwright-core");
const library = path.dirname(modules.resolve("maplibre-gl"));
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".geojson": "application/json" };

const server = createServer((request, response) => {
  const name = path.basename(request.url);
  const found = [here, library, folder].map((where) => path.join(where, name)).find(existsSync);
  if (!found || !types[path.extname(name)]) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": types[path.extname(name)] });
  createReadStream(found).pipe(response);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));

const args = ["--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist", "--enable-unsafe-swiftshader", "--disable-frame-rate-limit"];
if (process.getuid() === 0) args.push("--no-sandbox");
const out = { first_ms: [], pan: [], zoom: [], whole: 0 };
for (let i = 0; i < Number(runs); ++i) {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1 });
  page.on("pageerror", (error) => { console.error(String(error)); process.exit(1); });
  await page.goto(`http://127.0.0.1:${server.address().port}/maplibre.html`);
  const ready = await page.evaluate("ready");
  Object.assign(out, { renderer: ready.renderer, projects: ready.projects, seen: ready.seen, version: ready.version });
  out.first_ms.push(ready.first_ms);
  const times = await page.evaluate(`run(${Number(frames)})`);
  out.pan.push(times.pan);
  out.zoom.push(times.zoom);
  out.whole += times.whole;
  await page.screenshot({ path: path.join(folder, "maplibre.png") });
  await browser.close();
}
server.close();
console.log(JSON.stringify(out));
