import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { pairKey, readFrames, sign, width } from "../src/frames.ts";
import { step } from "../src/keys.ts";
import { readSuggestions, nextOption } from "../src/suggestions.ts";
import { beside } from "../src/tip.ts";
import { debounce } from "../src/wait.ts";
import { moved, zoomed } from "../src/view.ts";

const WHOLE = { x: 0, y: 0, width: 1000, height: 500 };

test("only the last of many quick calls is made", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const asked: string[] = [];
  const ask = debounce((question: string) => asked.push(question), 150);
  ask("r");
  mock.timers.tick(100);
  ask("ru");
  mock.timers.tick(149);
  assert.deepEqual(asked, []);
  mock.timers.tick(1);
  ask("rus");
  ask.cancel();
  mock.timers.tick(1000);
  assert.deepEqual(asked, ["ru"]);
  mock.timers.reset();
});

test("keys step through readings and stop at the ends", () => {
  assert.equal(step("ArrowRight", 3, 5), 4);
  assert.equal(step("ArrowRight", 4, 5), 4);
  assert.equal(step("PageUp", 4, 50), 0);
  assert.equal(step("End", 0, 5), 4);
  assert.equal(step("x", 0, 5), undefined);
  assert.equal(step("constructor", 0, 5), undefined);
});

test("arrows go round through suggestions and the field itself", () => {
  assert.equal(nextOption("ArrowDown", -1, 3), 0);
  assert.equal(nextOption("ArrowDown", 2, 3), -1);
  assert.equal(nextOption("ArrowUp", -1, 3), 2);
  assert.equal(nextOption("ArrowUp", 0, 3), -1);
});

test("suggestions that lead elsewhere or have no title are not offered", () => {
  const answer = {
    actors: [
      { code: "RUS", name: "Rusia", url: "/actor/RUS" },
      { code: "X", name: "x", url: "//evil.example" },
      { code: "Y", name: "y", url: "javascript:alert(1)" },
    ],
    articles: [
      { title: "Dua menteri bertemu", outlet: "Harian Contoh", day: "2024-02-01", url: "/article/1" },
      { url: "/article/2" },
      "no",
    ],
  };
  assert.deepEqual(readSuggestions(answer, "http://h/"), [
    { kind: "actor", title: "Rusia", detail: "RUS", url: "/actor/RUS" },
    { kind: "article", title: "Dua menteri bertemu", detail: "Harian Contoh · 2024-02-01", url: "/article/1" },
  ]);
  for (const broken of [null, [], "x", { actors: 1, articles: {} }]) assert.deepEqual(readSuggestions(broken, "http://h/"), []);
});

test("a network's periods are read, and what is none is left out", () => {
  const good = { label: "2024-01", edges: [{ a: "RUS", b: "UKR", level: -5.2, events: 12 }] };
  assert.deepEqual(readFrames({ periods: [good, { label: "x" }, { label: "y", edges: [{ a: 1 }] }, null] }), [good]);
  assert.deepEqual(readFrames(null), []);
  assert.equal(pairKey("UKR", "RUS"), pairKey("RUS", "UKR"));
});

test("a line's colour follows the side of zero, its width the events", () => {
  assert.deepEqual([sign(3), sign(-3), sign(0.2), sign(null)], ["cooperative", "conflictual", "neutral", "neutral"]);
  assert.ok(width(1) < width(10) && width(10) < width(50));
  assert.equal(width(1e9), 6);
  assert.equal(width(-1), 1);
});

test("zooming keeps the place under the pointer and never leaves the map", () => {
  const near = zoomed(WHOLE, WHOLE, 2, { x: 250, y: 100 });
  assert.deepEqual(near, { x: 125, y: 50, width: 500, height: 250 });
  assert.deepEqual(zoomed(near, WHOLE, 0.01, { x: 250, y: 100 }), WHOLE);
  assert.equal(zoomed(WHOLE, WHOLE, 1e6, { x: 0, y: 0 }).width, 62.5);
  assert.deepEqual(moved(near, WHOLE, -9999, 9999), { x: 0, y: 250, width: 500, height: 250 });
});

test("the read-out stays within its chart", () => {
  const box = { width: 120, height: 40 };
  const host = { width: 360, height: 200 };
  assert.deepEqual(beside({ x: 50, y: 100 }, box, host), { left: 64, top: 80 });
  assert.deepEqual(beside({ x: 350, y: 5 }, box, host), { left: 216, top: 0 });
  assert.deepEqual(beside({ x: 60, y: 199 }, { width: 340, height: 40 }, host), { left: 0, top: 160 });
});
