// From geometry on the sphere to SVG paths with one decimal.
import { geoBounds, geoStream } from "d3-geo";
import polygonClipping from "polygon-clipping";
import polylabel from "polylabel";

/** The polygons (lists of rings) of a GeoJSON Polygon or MultiPolygon. */
export function polygonsOf(geometry) {
  return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
}

/** Whether a polygon lies wholly within [west, south, east, north]. */
export function within(polygon, [west, south, east, north]) {
  const [[w, s], [e, n]] = geoBounds({ type: "Polygon", coordinates: polygon });
  return w >= west && e <= east && s >= south && n <= north;
}

/** Cuts polygons at a parallel: what lies north of it and what lies south. For countries that do not cross 180 degrees. */
export function cutAt(polygons, latitude) {
  const half = (south, north) => [
    [
      [-180, south],
      [180, south],
      [180, north],
      [-180, north],
      [-180, south],
    ],
  ];
  const cut = (box) => polygonClipping.intersection(polygons, box).map((polygon) => polygon.map((ring) => ring.toReversed()));
  return { north: cut(half(latitude, 90)), south: cut(half(-90, latitude)) };
}

/** The outline of polygons as `d`, a point for a label (the middle of the largest polygon) and the area in square units. */
export function outline(polygons, projection) {
  const drawn = polygons.map((polygon) => projected(polygon, projection)).filter((rings) => rings.length);
  const sizes = drawn.map((rings) => Math.abs(rings.reduce((sum, ring) => sum + signedArea(ring), 0)));
  const largest = drawn[sizes.indexOf(Math.max(...sizes))];
  const label = largest ? polylabel(largest.map(closed), 0.1) : [NaN, NaN];
  return {
    d: drawn.flat().map(pathData).join(""),
    label: [round(label[0]), round(label[1])],
    area: round(sizes.reduce((sum, size) => sum + size, 0)),
  };
}

function projected(polygon, projection) {
  const rings = [];
  let ring = [];
  const sink = {
    point: (x, y) => ring.push([x, y]),
    lineStart: () => (ring = []),
    lineEnd: () => rings.push(ring),
    polygonStart() {},
    polygonEnd() {},
    sphere() {},
  };
  geoStream({ type: "Polygon", coordinates: polygon }, projection.stream(sink));
  return rings.sort((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)));
}

function signedArea(ring) {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

function closed(ring) {
  return [...ring, ring[0]];
}

function round(value) {
  return Math.round(value * 10) / 10;
}

/** A ring as a relative path of tenths; "" where rounding leaves no surface. */
function pathData(ring) {
  const tenths = ring.map(([x, y]) => [Math.round(x * 10), Math.round(y * 10)]);
  const kept = tenths.filter(([x, y], i) => i === 0 || x !== tenths[i - 1][0] || y !== tenths[i - 1][1]);
  if (kept.length > 1 && kept[0].join() === kept.at(-1).join()) kept.pop();
  if (kept.length < 3) return "";
  const steps = kept.slice(1).map(([x, y], i) => pair(x - kept[i][0], y - kept[i][1]));
  return `M${pair(...kept[0])}l${steps.map((step, i) => (i && !step.startsWith("-") ? " " : "") + step).join("")}z`;
}

function pair(x, y) {
  const right = tenth(y);
  return tenth(x) + (right.startsWith("-") ? "" : " ") + right;
}

function tenth(value) {
  return String(value / 10).replace(/^(-?)0\./, "$1.");
}
