/** What is committed: the bundle's size and contents, the map's. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const STATIC = new URL("../../src/kawat/web/static/", import.meta.url);
const bundle = readFileSync(new URL("kawat.js", STATIC));
const map = readFileSync(new URL("world.json", STATIC));

interface Shape {
  d: string;
  label: [number, number];
  area: number;
}

interface World {
  viewBox: string;
  countries: Record<string, Shape>;
  disputed: (Shape & { id: string; name: { id: string; en: string } })[];
}

const world = JSON.parse(map.toString()) as World;

test("the bundle stays small", () => {
  assert.ok(gzipSync(bundle).length < 20_000);
});

test("the bundle holds nothing that the pages' policy refuses, no address and no path of a machine", () => {
  assert.doesNotMatch(
    bundle.toString(),
    /\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write|sourceMappingURL|node_modules/,
  );
  assert.deepEqual(bundle.toString().match(/https?:\/\/[^"'`\s]+/g), ["http://www.w3.org/2000/svg"]);
});

test("the map stays small and has a place for every country of the registry", () => {
  assert.ok(map.length < 350_000);
  const registry = readFileSync(new URL("../../src/kawat/actors/data/countries.csv", import.meta.url), "utf8");
  const rows = registry
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
  for (const [code = "", kind] of rows) if (kind !== "historic") assert.ok(world.countries[code], `${code} is not on the map`);
  assert.equal(world.countries["ATA"], undefined);
});

test("every shape is a path within the view, with its label", () => {
  assert.equal(world.viewBox, "0 0 1000 500");
  for (const shape of [...Object.values(world.countries), ...world.disputed]) {
    assert.match(shape.d, /^(M[\d. ]+l[-\d. ]+z)*$/);
    const [x, y] = shape.label;
    assert.ok(x >= 0 && x <= 1000 && y >= 0 && y <= 500);
  }
  for (const code of ["SGP", "XKX", "PSE", "TWN", "ESH", "CYP", "SOM", "GUF"]) assert.ok(world.countries[code]?.d, code);
});

test("disputed areas are drawn apart and have a name in both languages", () => {
  assert.deepEqual(
    world.disputed.map((area) => area.id),
    ["crimea", "western-sahara", "northern-cyprus", "somaliland", "siachen"],
  );
  for (const { d, name } of world.disputed) assert.ok(d && name.id && name.en);
});
