import assert from "node:assert/strict";
import { test } from "node:test";
import { type Axis, type Point, dayAt, edges, nearest, readPoints, spanBetween, spanOfPoints } from "../src/days.ts";

const AXIS: Axis = { x0: 100, x1: 465, from: "2023-01-01", to: "2024-01-01" }; // One unit a day.
const MONTHS: Point[] = [
  { x: 115, day: "2023-01-01", end: "2023-01-31", label: "January" },
  { x: 145, day: "2023-02-01", end: "2023-02-28", label: "February" },
  { x: 175, day: "2023-03-01", end: "2023-03-31", label: "March" },
];

test("a place on the chart is a day, and never one beyond its edges", () => {
  assert.equal(dayAt(AXIS, 100), "2023-01-01");
  assert.equal(dayAt(AXIS, 131.2), "2023-02-01");
  assert.equal(dayAt(AXIS, -50), "2023-01-01");
  assert.equal(dayAt(AXIS, 9999), "2024-01-01");
});

test("a drag chooses days, either way round", () => {
  assert.deepEqual(spanBetween(AXIS, [], 110, 120), { from: "2023-01-11", to: "2023-01-21" });
  assert.deepEqual(spanBetween(AXIS, [], 120, 110), { from: "2023-01-11", to: "2023-01-21" });
});

test("a drag over periods chooses whole periods", () => {
  assert.deepEqual(spanBetween(AXIS, MONTHS, 125, 135), { from: "2023-01-01", to: "2023-02-28" });
});

test("keys choose from point to point", () => {
  assert.deepEqual(spanOfPoints(MONTHS, 2, 1), { from: "2023-02-01", to: "2023-03-31" });
  assert.equal(spanOfPoints(MONTHS, 0, 9), undefined);
});

test("a span is drawn over whole days", () => {
  assert.deepEqual(edges(AXIS, { from: "2023-01-11", to: "2023-01-20" }), [110, 120]);
  assert.deepEqual(edges(AXIS, { from: "1999-01-01", to: "2099-01-01" }), [100, 465]);
});

test("the nearest reading is found, and none where there is none", () => {
  assert.equal(nearest(MONTHS, 158), 1);
  assert.equal(nearest(MONTHS, 9999), 2);
  assert.equal(nearest([], 1), -1);
});

test("what is no reading is left out, and broken JSON is no reading at all", () => {
  const text = JSON.stringify([
    { x: 2, day: "2023-01-02", label: "b" },
    { x: 1, day: "2023-01-01", label: "a" },
    { x: "1" },
    null,
    { x: 3, day: "soon", label: "c" },
  ]);
  assert.deepEqual(
    readPoints(text).map((point) => point.label),
    ["a", "b"],
  );
  assert.deepEqual(readPoints("{"), []);
  assert.deepEqual(readPoints('{"x": 1}'), []);
});
