/** The small read-out beside the pointer. Its text is set as text, never as markup. */
import { html } from "./drawing.ts";

export class Tip {
  readonly #box: HTMLElement;
  readonly #host: HTMLElement;

  constructor(host: HTMLElement) {
    this.#host = host;
    this.#box = html("div", { class: "kawat-tip", "aria-hidden": "true" });
    this.#box.hidden = true;
    host.append(this.#box);
  }

  /** Shows `text` beside a place of the window, inside the host where there is room. */
  show(text: string, clientX: number, clientY: number): void {
    this.#box.textContent = text;
    this.#box.hidden = !text;
    const host = this.#host.getBoundingClientRect();
    const box = this.#box.getBoundingClientRect();
    const { left, top } = beside({ x: clientX - host.left, y: clientY - host.top }, box, host);
    this.#box.style.left = `${left}px`;
    this.#box.style.top = `${top}px`;
  }

  hide(): void {
    this.#box.hidden = true;
  }
}

interface Size {
  width: number;
  height: number;
}

const GAP = 14;

/** Where a box goes beside a point: to its right, else to its left, and never out of the host's sides or its top. */
export function beside(point: { x: number; y: number }, box: Size, host: Size): { left: number; top: number } {
  const right = point.x + GAP;
  const left = right + box.width <= host.width ? right : point.x - GAP - box.width;
  const top = Math.min(point.y - box.height / 2, host.height - box.height);
  return { left: Math.max(0, Math.min(left, host.width - box.width)), top: Math.max(0, top) };
}
