// Makes the shop's two sizes of every picture in a folder with sharp, as a Node program would.
// node sharp.mjs FROM TO LARGE QUALITY SMALL QUALITY EFFORT AT_ONCE: one line of JSON.
import { mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [from, to, large, largeQuality, small, smallQuality, effort, atOnce] = process.argv.slice(2);
const sharp = createRequire(join(process.cwd(), "package.json"))("sharp");
sharp.cache(false);

const make = async (name, place) => {
  const sizes = [[+large, +largeQuality], [+small, +smallQuality]];
  for (const [side, quality] of sizes) {
    await sharp(join(from, name))
      .resize(side, side, { fit: "inside", withoutEnlargement: true })
      .webp({ quality, effort: +effort })
      .toFile(join(place, `${name}-${side}.webp`));
  }
};

const names = readdirSync(from).sort();
const first = join(to, "first");
mkdirSync(first, { recursive: true });
await make(names[0], first); // what is loaded once is not measured
const waiting = [...names];
const spent = process.cpuUsage();
const started = process.hrtime.bigint();
await Promise.all(
  Array.from({ length: +atOnce }, async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) await make(name, to);
  }),
);
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const { user, system } = process.cpuUsage(spent);
const peakMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, peakMb, cpu: (user + system) / 1e6, version: sharp.versions.sharp }));
