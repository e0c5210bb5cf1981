// Reads saved pages with npm's aliexpress-product-scraper: node readers_npm.mjs FOLDER TIMES.
// Its own code runs whole; only its browser and its reviews are stand-ins: the page's scripts are
// run as a browser would run them, and no time is spent on a browser or a network.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, times] = process.argv.slice(2);
const modules = join(process.cwd(), "node_modules");
const standIn = (name, code) => {
  const place = join(modules, name);
  mkdirSync(place, { recursive: true });
  const about = { name, version: "0.0.0", type: "module", main: "index.js", exports: "./index.js" };
  writeFileSync(join(place, "package.json"), JSON.stringify(about));
  writeFileSync(join(place, "index.js"), code);
};
standIn(
  "puppeteer",
  `import vm from "node:vm";
const opened = () => {
  const window = {};
  window.window = window.self = window;
  vm.createContext(window);
  for (const [, code] of globalThis.savedPage.matchAll(/<script\\b[^>]*>([\\s\\S]*?)<\\/script>/gi)) {
    try { vm.runInContext(code, window, { timeout: 2000 }); } catch { /* as in a browser */ }
  }
  return window;
};
const newPage = async () => {
  let window;
  return {
    goto: async (address) => { if (address.includes("/item/")) window = opened(); },
    evaluate: async (what) => vm.runInContext("(" + what + ")()", window),
    content: async () => "<html><body></body></html>",
  };
};
export default { launch: async () => ({ newPage, close: async () => {} }) };`,
);
standIn("node-fetch", "export default async () => ({ json: async () => ({}) });");
const start = join(modules, "aliexpress-product-scraper", "index.js");
const { default: scrape } = await import(pathToFileURL(start));
console.error = () => {};

const value = (told) => (typeof told === "object" && told ? told.value : told);
const facts = (made) => {
  const rows = made.variants.prices;
  const prices = rows.map((row) => value(row.salePrice) ?? value(row.originalPrice));
  const head = ["min", "max"].map(
    (end) => value(made.salePrice[end]) ?? value(made.originalPrice[end]),
  );
  return { id: String(made.productId ?? ""), title: made.title, skus: rows.length, prices, head };
};
for (const name of readdirSync(folder).sort()) {
  globalThis.savedPage = readFileSync(join(folder, name), "utf-8");
  const told = { name, ms: [] };
  for (let time = 0; time < +times; time++) {
    const started = process.hrtime.bigint();
    try {
      told.facts = facts(await scrape("1"));
    } catch (error) {
      told.error = String(error).slice(0, 120);
    }
    told.ms.push(Number(process.hrtime.bigint() - started) / 1e6);
  }
  console.log(JSON.stringify(told));
}
