import assert from "node:assert/strict";
import { test } from "node:test";
import { ownPath, withPeriod, withQuestion } from "../src/address.ts";

const HERE = "http://127.0.0.1:8000/relation/RUS/CHN?by=week&outlet=A&outlet=B#level";

test("a path of this site is followed", () => {
  for (const path of ["/", "/actor/RUS", "/search?q=a%20b&lang=id#x", "/a//b", "/?next=//evil.example"])
    assert.equal(ownPath(path, HERE), path);
});

test("an address that leads or might lead elsewhere is not", () => {
  const hostile = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/a\\b",
    "/a b",
    "https://evil.example/",
    "http://127.0.0.1:8000/actor/RUS",
    "javascript:alert(1)",
    "data:text/html,x",
    "actor/RUS",
    "",
    undefined,
    null,
    7,
    {},
  ];
  for (const address of hostile) assert.equal(ownPath(address, HERE), undefined, JSON.stringify(address));
});

test("a chosen period keeps every other parameter, also those given twice", () => {
  const url = new URL(withPeriod(HERE, "2024-01-01", "2024-03-31"));
  assert.deepEqual(url.searchParams.getAll("outlet"), ["A", "B"]);
  assert.equal(url.searchParams.get("by"), "week");
  assert.equal(url.searchParams.get("from"), "2024-01-01");
  assert.equal(url.searchParams.get("to"), "2024-03-31");
  assert.equal(url.hash, "");
});

test("a chosen period replaces the one before, drops what it is told to and comes back to the chart", () => {
  const before = "http://h/r?from=2020-01-01&to=2020-02-01&cursor=abc&lang=id";
  assert.equal(
    withPeriod(before, "2021-01-01", "2021-02-01", ["cursor"], "level"),
    "http://h/r?from=2021-01-01&to=2021-02-01&lang=id#level",
  );
});

test("a question is put into the suggestions' address", () => {
  assert.equal(withQuestion("/suggest?lang=id", HERE, "a&b=c #1"), "/suggest?lang=id&q=a%26b%3Dc+%231");
});
