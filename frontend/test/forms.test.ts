import assert from "node:assert/strict";
import { test } from "node:test";
import { telling } from "../src/forms.ts";

const usual = new URLSearchParams("by=month&page=1");

test("what is empty or usual is left out, the rest stays in its order", () => {
  assert.deepEqual(
    telling(
      [
        ["by", "month"],
        ["from", ""],
        ["to", "2024-01-31"],
        ["vs", "USA-CHN"],
        ["vs", ""],
        ["vs", "IDN-MYS"],
      ],
      usual,
    ),
    [
      ["to", "2024-01-31"],
      ["vs", "USA-CHN"],
      ["vs", "IDN-MYS"],
    ],
  );
});

test("of a parameter that is given twice nothing is taken for usual", () => {
  const pairs = [
    ["page", "2"],
    ["page", "1"],
  ] as const;
  assert.deepEqual(telling(pairs, usual), pairs);
});
