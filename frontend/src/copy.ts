/** <kawat-copy>: puts a citation, an address or a snippet on the clipboard and says so. */
import { html } from "./drawing.ts";

const SHOWN = 2500;

export class Copy extends HTMLElement {
  #status!: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!button || this.classList.contains("is-live")) return;
    this.#status = html("span", { class: "kawat-said", role: "status" });
    this.append(this.#status);
    button.addEventListener("click", () => void this.#copy());
    this.classList.add("is-live");
  }

  /** `data-text`, else the text or value of the element named by `data-from`, else the page's address. */
  #text(): string {
    const { text, from } = this.dataset;
    if (text !== undefined) return text;
    if (from === undefined) return location.href;
    const source = document.getElementById(from);
    const field = source instanceof HTMLTextAreaElement || source instanceof HTMLInputElement;
    return field ? source.value : (source?.textContent.trim() ?? "");
  }

  async #copy(): Promise<void> {
    const done = await put(this.#text());
    this.#status.textContent = (done ? this.dataset["done"] : this.dataset["failed"]) ?? "";
    this.classList.toggle("is-done", done);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#status.textContent = "";
      this.classList.remove("is-done");
    }, SHOWN);
  }
}

async function put(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return putBySelection(text);
  }
}

/** Outside https and the own machine browsers have no clipboard object; the old command still copies what is selected. */
function putBySelection(text: string): boolean {
  const field = html("textarea", { class: "kawat-unseen", readonly: "", "aria-hidden": "true" });
  const before = document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
