/** <kawat-review>: a queue of claims worked through by keyboard. Every act is the item's own form, sent as a click would send it. */
import { modified, typing } from "./keys.ts";

export type Act = "next" | "previous" | "accept" | "reject" | "edit" | "help" | "back";

const KEYS: Record<string, Act> = {
  j: "next",
  ArrowDown: "next",
  k: "previous",
  ArrowUp: "previous",
  a: "accept",
  r: "reject",
  e: "edit",
  u: "back",
  "?": "help",
};

/** What a key does on the review page; undefined: nothing. */
export function actOf(key: string): Act | undefined {
  return Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
}

export class Review extends HTMLElement {
  #at = -1;
  #visited: number[] = [];
  #sent = false;

  connectedCallback(): void {
    if (this.classList.contains("is-live")) return;
    document.addEventListener("keydown", this.#key);
    // A page that the browser's "back" brings again may send again.
    document.defaultView?.addEventListener("pageshow", () => (this.#sent = false));
    this.addEventListener("focusin", (event) => {
      const item = event.target instanceof Element ? event.target.closest("[data-item]") : null;
      const index = this.#items().findIndex((other) => other === item);
      if (index >= 0) this.#mark(index);
    });
    const named = this.#items().findIndex((item) => item.id !== "" && `#${item.id}` === location.hash);
    this.#mark(named < 0 ? 0 : named);
    if (named >= 0) this.#items()[named]?.focus();
    this.classList.add("is-live");
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#key);
    this.classList.remove("is-live");
  }

  #items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-item]")];
  }

  #key = (event: KeyboardEvent): void => {
    const act = actOf(event.key);
    if (!act || modified(event) || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key.startsWith("Arrow") && !this.contains(event.target as Node) && event.target !== document.body) return;
    event.preventDefault();
    if (!event.repeat || act === "next" || act === "previous") this.#do(act);
  };

  #do(act: Act): void {
    if (act === "next" || act === "previous") this.#go(this.#at + (act === "next" ? 1 : -1));
    else if (act === "back") this.#goBack();
    else if (act === "help") help();
    else if (act === "edit") this.#edit();
    else this.#send(act);
  }

  #go(index: number, remember = true): void {
    const items = this.#items();
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (!item) return;
    if (remember && this.#at >= 0 && item !== items[this.#at]) this.#visited.push(this.#at);
    if (!item.hasAttribute("tabindex")) item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }

  #goBack(): void {
    const index = this.#visited.pop();
    if (index !== undefined) this.#go(index, false);
  }

  #mark(index: number): void {
    this.#at = index;
    for (const [i, item] of this.#items().entries()) {
      if (i === index) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
      if (!item.hasAttribute("tabindex")) item.tabIndex = -1;
    }
  }

  #form(act: Act): HTMLFormElement | null | undefined {
    return this.#items()[this.#at]?.querySelector<HTMLFormElement>(`form[data-action="${act}"]`);
  }

  #send(act: Act): void {
    const form = this.#form(act);
    if (!form || this.#sent) return;
    this.#sent = true;
    form.addEventListener("invalid", () => (this.#sent = false), { capture: true, once: true });
    form.requestSubmit();
  }

  /** Opens the item's form and puts the focus into its first field; a form without fields leads to a page of its own. */
  #edit(): void {
    const form = this.#form("edit");
    const details = form?.closest("details");
    if (details) details.open = true;
    const field = form?.querySelector<HTMLElement>("select, textarea, input:not([type=hidden], [type=submit])");
    if (field) field.focus();
    else this.#send("edit");
  }
}

function help(): void {
  const box = document.querySelector("[data-help]");
  if (box instanceof HTMLDialogElement) box.showModal();
  else if (box instanceof HTMLDetailsElement) box.open = !box.open;
}
