/** The elements that need no drawing, in a document without a browser; charts, network and map are tried in a real one (tests/browser). */
import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import type { otherTheme, themeCookie } from "../src/page.ts";

const window = new Window({ url: "http://127.0.0.1:8000/review?lang=id" });
const document = window.document as unknown as Document;
const submitted: string[] = [];
let page: { otherTheme: typeof otherTheme; themeCookie: typeof themeCookie };

before(async () => {
  const names = ["document", "location", "navigator", "customElements", "Node", "Element", "SVGElement", "HTMLElement"];
  for (const tag of ["Input", "Select", "TextArea", "Dialog", "Details"]) names.push(`HTML${tag}Element`);
  for (const name of names) Object.defineProperty(globalThis, name, { value: Reflect.get(window, name), configurable: true });
  Object.defineProperty(globalThis, "matchMedia", { value: (query: string) => window.matchMedia(query) });
  window.HTMLFormElement.prototype.requestSubmit = function () {
    submitted.push(this.dataset["action"] ?? this.id);
  };
  await import("../src/main.ts");
  page = await import("../src/page.ts");
});

beforeEach(() => {
  submitted.length = 0;
  document.body.replaceChildren();
});

function press(key: string, more: KeyboardEventInit = {}, target: Element = document.activeElement ?? document.body): void {
  const init = { key, bubbles: true, cancelable: true, ...more };
  target.dispatchEvent(new window.KeyboardEvent("keydown", init as never) as unknown as Event);
}

/** A review page with three items, each with its forms. */
function queue(): HTMLElement[] {
  const review = document.createElement("kawat-review");
  for (const id of ["c0", "c1", "c2"]) {
    const item = document.createElement("article");
    item.id = id;
    item.dataset["item"] = "";
    for (const action of ["accept", "reject", "edit"]) {
      const form = document.createElement("form");
      form.dataset["action"] = action;
      if (action === "edit") form.append(document.createElement("textarea"));
      item.append(form);
    }
    review.append(item);
  }
  document.body.append(review);
  return [...review.querySelectorAll<HTMLElement>("[data-item]")];
}

function current(): string | undefined {
  return document.querySelector("[aria-current=true]")?.id;
}

test("j and k walk through the queue and stop at its ends; u goes back", () => {
  queue();
  assert.equal(current(), "c0");
  press("j");
  press("j");
  press("j");
  assert.equal(current(), "c2");
  press("k");
  assert.equal(current(), "c1");
  press("u");
  assert.equal(current(), "c2");
});

test("a and r send the current item's own form, once", () => {
  queue();
  press("j");
  press("r");
  press("r");
  press("a");
  assert.deepEqual(submitted, ["reject"]);
});

test("no key acts while one types, with Ctrl, or when it is held down", () => {
  const [first] = queue();
  press("e");
  assert.equal(document.activeElement?.tagName, "TEXTAREA");
  press("a");
  first?.focus();
  press("a", { ctrlKey: true });
  press("a", { metaKey: true });
  press("a", { repeat: true });
  assert.deepEqual(submitted, []);
});

test("a queue without items takes keys without complaint", () => {
  document.body.append(document.createElement("kawat-review"));
  for (const key of ["j", "k", "a", "r", "e", "u", "?"]) press(key);
  assert.deepEqual(submitted, []);
});

test("a list that sends its form does so when chosen, but not at every step of the arrow keys", () => {
  const form = document.createElement("form");
  form.id = "by";
  const select = document.createElement("select");
  select.dataset["submit"] = "";
  form.append(select);
  document.body.append(form);
  const change = (): boolean => select.dispatchEvent(new window.Event("change", { bubbles: true }) as unknown as Event);
  change();
  assert.deepEqual(submitted, ["by"]);
  press("ArrowDown", {}, select);
  change();
  press("ArrowDown", {}, select);
  change();
  assert.deepEqual(submitted, ["by"]);
  press("Enter", {}, select);
  assert.deepEqual(submitted, ["by", "by"]);
});

test("the slash leads to the search box, unless one types", () => {
  const search = document.createElement("form");
  search.setAttribute("role", "search");
  const field = document.createElement("input");
  const other = document.createElement("textarea");
  search.append(field);
  document.body.append(other, search);
  other.focus();
  press("/");
  assert.equal(document.activeElement, other);
  other.blur();
  press("/");
  assert.equal(document.activeElement, field);
});

test("Escape and a click elsewhere close a menu", () => {
  const menu = document.createElement("details");
  menu.dataset["menu"] = "";
  document.body.append(menu);
  menu.open = true;
  press("Escape");
  assert.equal(menu.open, false);
  menu.open = true;
  document.body.click();
  assert.equal(menu.open, false);
});

test("the switch turns what is seen round, and the cookie keeps it for this site", () => {
  assert.equal(page.otherTheme(undefined, true), "light");
  assert.equal(page.otherTheme(undefined, false), "dark");
  assert.equal(page.otherTheme("light", true), "dark");
  assert.equal(page.otherTheme("dark", false), "light");
  assert.equal(page.themeCookie("dark", false), "kawat_theme=dark; path=/; max-age=31536000; SameSite=Lax");
  assert.match(page.themeCookie("dark", true), /; Secure$/);
});
