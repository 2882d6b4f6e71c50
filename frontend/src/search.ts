/** <kawat-search>: suggestions under the search form's field (the combobox pattern of ARIA). */
import { ownPath, withQuestion } from "./address.ts";
import { html } from "./drawing.ts";
import { type Suggestion, nextOption, readSuggestions } from "./suggestions.ts";
import { debounce } from "./wait.ts";

const PAUSE = 150;
const SHORTEST = 2;

let boxes = 0;

export class Search extends HTMLElement {
  #field!: HTMLInputElement;
  #list!: HTMLElement;
  #status!: HTMLElement;
  #items: Suggestion[] = [];
  #at = -1;
  #request: AbortController | undefined;
  #ask = debounce((question: string) => void this.#load(question), PAUSE);

  connectedCallback(): void {
    const field = this.querySelector<HTMLInputElement>("input[name=q], input[type=search]");
    if (!field || this.classList.contains("is-live")) return;
    this.#field = field;
    this.#list = html("ul", { class: "kawat-options", role: "listbox", id: `kawat-options-${++boxes}` });
    if (this.dataset["label"]) this.#list.setAttribute("aria-label", this.dataset["label"]);
    this.#list.hidden = true;
    this.#status = html("span", { class: "kawat-unseen", role: "status" });
    this.append(this.#list, this.#status);
    const aria = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.#list.id };
    for (const [name, value] of Object.entries(aria)) field.setAttribute(name, value);
    field.autocomplete = "off";
    this.#listen();
    this.classList.add("is-live");
  }

  #listen(): void {
    this.#field.addEventListener("input", () => {
      const question = this.#field.value.trim();
      if (question.length >= SHORTEST) this.#ask(question);
      else this.#close();
    });
    this.#field.addEventListener("keydown", (event) => {
      this.#key(event);
    });
    this.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.#close();
    });
    // Before the field loses the focus, which would close the list under the pointer.
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
    });
    this.#list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=option]") : null;
      this.#follow(Number(option?.dataset["index"] ?? -1));
    });
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const open = !this.#list.hidden;
    if (event.key === "Escape" && open) {
      event.preventDefault();
      this.#close();
    } else if (event.key === "Enter" && open && this.#at >= 0) {
      event.preventDefault();
      this.#follow(this.#at);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open && !this.#items.length) return;
      event.preventDefault();
      this.#open();
      this.#mark(nextOption(event.key, this.#at, this.#items.length));
    }
  }

  async #load(question: string): Promise<void> {
    const base = ownPath(this.dataset["suggest"], location.href);
    if (!base) return;
    this.#request?.abort();
    const request = (this.#request = new AbortController());
    try {
      const address = withQuestion(base, location.href, question);
      const answer = await fetch(address, { signal: request.signal, headers: { Accept: "application/json" } });
      const items = answer.ok ? readSuggestions(await answer.json(), location.href) : [];
      if (!request.signal.aborted && document.activeElement === this.#field) this.#offer(items);
    } catch {
      if (!request.signal.aborted) this.#close(); // The form itself still works.
    }
  }

  #offer(items: Suggestion[]): void {
    this.#items = items;
    this.#at = -1;
    this.#list.replaceChildren(...this.#rows());
    const { labelCount = "{n}", labelNone = "" } = this.dataset;
    this.#status.textContent = items.length ? labelCount.replace("{n}", String(items.length)) : labelNone;
    if (items.length) this.#open();
    else this.#close(false);
  }

  *#rows(): Generator<HTMLElement> {
    let kind = "";
    for (const [index, item] of this.#items.entries()) {
      const heading = item.kind === "actor" ? this.dataset["labelActors"] : this.dataset["labelArticles"];
      if (item.kind !== kind && heading) yield html("li", { class: "kawat-options-head", role: "presentation" }, heading);
      kind = item.kind;
      const row = html("li", { role: "option", id: `${this.#list.id}-${index}`, "aria-selected": "false", "data-index": index });
      row.append(html("span", { class: "kawat-option-title" }, item.title), " ", html("small", {}, item.detail));
      yield row;
    }
  }

  #mark(index: number): void {
    this.#at = index;
    for (const option of this.#list.querySelectorAll<HTMLElement>("[role=option]")) {
      const chosen = Number(option.dataset["index"]) === index;
      option.setAttribute("aria-selected", String(chosen));
      if (chosen) option.scrollIntoView({ block: "nearest" });
    }
    if (index < 0) this.#field.removeAttribute("aria-activedescendant");
    else this.#field.setAttribute("aria-activedescendant", `${this.#list.id}-${index}`);
  }

  #open(): void {
    this.#list.hidden = false;
    this.#field.setAttribute("aria-expanded", "true");
  }

  #close(quietly = true): void {
    this.#ask.cancel();
    this.#request?.abort();
    this.#list.hidden = true;
    this.#field.setAttribute("aria-expanded", "false");
    this.#mark(-1);
    if (quietly) this.#status.textContent = "";
  }

  #follow(index: number): void {
    const path = ownPath(this.#items[index]?.url, location.href);
    if (path) location.assign(path);
  }
}
