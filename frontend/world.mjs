// Builds src/kawat/web/static/world.json: the outline of every country of Kawat's registry, projected, as SVG paths.
// The borders are Natural Earth's (package world-atlas): the lines in force on the ground; docs/web-map.md tells what
// is kept apart as disputed.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoCentroid, geoEqualEarth } from "d3-geo";
import isoCodes from "i18n-iso-countries";
import { feature } from "topojson-client";
import { presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";
import { DISPUTED, LEFT_OUT, NAMED, PARTS, POINTS } from "./world/borders.mjs";
import { cutAt, outline, polygonsOf, within } from "./world/paths.mjs";

const WIDTH = 1000;
const HEIGHT = 500;
const MARGIN = 4;
const FINEST = 6e-7; // Steradians: a bend of a border or coast that is smaller (0.02 square units) is made straight.
const MERIDIAN = 11; // The cut then falls into the Bering Strait and leaves Russia whole.

const require = createRequire(import.meta.url);

function atlas(scale) {
  const topology = JSON.parse(readFileSync(require.resolve(`world-atlas/countries-${scale}.json`), "utf8"));
  const simple = simplify(presimplify(topology, sphericalTriangleArea), FINEST);
  return feature(simple, simple.objects.countries).features;
}

/** Code or, for a shape that has none, name -> polygons. */
function shapes() {
  const found = new Map();
  for (const { id, properties, geometry } of atlas("50m")) {
    const code = NAMED[properties.name] ?? (id ? isoCodes.numericToAlpha3(id) : properties.name);
    if (!code) throw new Error(`Natural Earth's ${properties.name} (${id}) has no code: add it to world/borders.mjs`);
    if (!LEFT_OUT.has(code)) found.set(code, [...(found.get(code) ?? []), ...polygonsOf(geometry)]);
  }
  return found;
}

/** Takes the polygons within `box` out of a country's shape. */
function take(found, of, box) {
  const taken = found.get(of).filter((polygon) => within(polygon, box));
  if (!taken.length) throw new Error(`nothing of ${of} lies within ${box}: Natural Earth has changed, look at world/borders.mjs`);
  const rest = found.get(of).filter((polygon) => !taken.includes(polygon));
  if (rest.length) found.set(of, rest);
  else found.delete(of);
  return taken;
}

function takeDisputed(found, { of, whole, box, south }) {
  if (box) return take(found, of, box);
  if (whole) {
    const polygons = found.get(whole);
    found.delete(whole);
    return polygons;
  }
  const halves = cutAt(found.get(of), south);
  found.set(of, halves.north);
  return halves.south;
}

function fitted(found) {
  const all = { type: "MultiPolygon", coordinates: [...found.values()].flat() };
  const projection = geoEqualEarth().rotate([-MERIDIAN, 0]);
  projection.fitExtent(
    [
      [MARGIN, MARGIN],
      [WIDTH - MARGIN, HEIGHT - MARGIN],
    ],
    all,
  );
  const [x, y] = projection.translate().map((value) => Math.round(value * 100) / 100);
  return projection.scale(Math.round(projection.scale() * 100) / 100).translate([x, y]);
}

function point(feature10m, projection) {
  const [x, y] = projection(geoCentroid(feature10m));
  return { d: "", label: [Math.round(x * 10) / 10, Math.round(y * 10) / 10], area: 0 };
}

function registryCodes() {
  const lines = readFileSync(new URL("../src/kawat/actors/data/countries.csv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const rows = lines.slice(1).map((line) => line.split(","));
  return rows.filter(([, kind]) => kind !== "historic").map(([code]) => code);
}

function build() {
  const found = shapes();
  const parts = PARTS.map(({ of, code, box }) => [code, take(found, of, box)]);
  const areas = DISPUTED.map((area) => [area, takeDisputed(found, area)]);
  for (const [code, polygons] of parts) found.set(code, [...(found.get(code) ?? []), ...polygons]);
  const projection = fitted(found);
  const countries = new Map([...found].map(([code, polygons]) => [code, outline(polygons, projection)]));
  const small = atlas("10m");
  for (const [code, name] of Object.entries(POINTS)) {
    countries.set(
      code,
      point(
        small.find(({ properties }) => properties.name === name),
        projection,
      ),
    );
  }
  const registry = new Set(registryCodes());
  const missing = [...registry].filter((code) => !countries.has(code));
  const unknown = [...countries.keys()].filter((code) => !registry.has(code));
  if (missing.length || unknown.length) throw new Error(`not on the map: ${missing}; not in the registry: ${unknown}`);
  return {
    source: "Natural Earth 4.1, 1:50 million (public domain), by world-atlas 2.0.2 (ISC)",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    projection: { name: "equal-earth", meridian: MERIDIAN, scale: projection.scale(), translate: projection.translate() },
    countries: Object.fromEntries([...countries].sort(([a], [b]) => (a < b ? -1 : 1))),
    disputed: areas.map(([{ id, name, held, claims }, polygons]) => ({
      id,
      name,
      held,
      claims,
      ...outline(polygons, projection),
    })),
  };
}

const world = build();
writeFileSync(new URL("../src/kawat/web/static/world.json", import.meta.url), `${JSON.stringify(world)}\n`);
const pointsOnly = Object.entries(world.countries).filter(([, country]) => !country.d);
console.log(`${Object.keys(world.countries).length} countries, as a point only: ${pointsOnly.map(([code]) => code).join(" ")}`);
