/** <kawat-map>: a server-drawn map that reads countries out and can be looked at closely. */
import { html, iconButton, place, swallowClick } from "./drawing.ts";
import { modified } from "./keys.ts";
import { Tip } from "./tip.ts";
import { type View, middle, moved, zoomed } from "./view.ts";

const STEP = 1.6;
const DRAG = 4;
const NEARER = "M12 5v14M5 12h14";
const FARTHER = "M5 12h14";
const WHOLE = "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5";

interface Spot {
  clientX: number;
  clientY: number;
}

export class WorldMap extends HTMLElement {
  #drawing!: SVGSVGElement;
  #tip!: Tip;
  #whole!: View;
  #view!: View;
  #told = new WeakMap<Element, string>();
  #pointers = new Map<number, Spot>();
  #start: (Spot & { moved: boolean }) | undefined;
  #buttons: Record<"nearer" | "farther" | "whole", HTMLButtonElement> | undefined;

  connectedCallback(): void {
    const drawing = this.querySelector("svg");
    if (!drawing || this.classList.contains("is-live")) return;
    this.#drawing = drawing;
    const { x, y, width, height } = drawing.viewBox.baseVal;
    this.#whole = this.#view = { x, y, width, height };
    this.#tip = new Tip(this);
    this.#takeTitles();
    this.#addButtons();
    this.#listen();
    this.#listenToPointers();
    this.classList.add("is-live");
  }

  /** A country's <title> becomes its read-out; the browser's own would cover it. Its name for screen readers stays. */
  #takeTitles(): void {
    for (const title of this.#drawing.querySelectorAll("[data-code] > title, a > title")) {
      const shape = title.parentElement;
      const text = title.textContent.trim();
      if (!shape || !text) continue;
      this.#told.set(shape, text);
      const named = shape.closest("a") ?? shape;
      if (!named.hasAttribute("aria-label")) named.setAttribute("aria-label", text);
      if (!named.matches("a, [role]")) named.setAttribute("role", "img");
      title.remove();
    }
  }

  /** The read-out of a country by its shape or by the link around it. */
  #textOf(target: EventTarget | null): string {
    if (!(target instanceof Element)) return "";
    const link = target.closest("a");
    const shapes = [target.closest("[data-code]"), link, link?.querySelector("[data-code]")];
    return shapes.map((shape) => shape && this.#told.get(shape)).find(Boolean) ?? "";
  }

  #addButtons(): void {
    const { labelNearer = "", labelFarther = "", labelWhole = "" } = this.dataset;
    const bar = html("div", { class: "kawat-zoom" });
    const add = (path: string, label: string, action: () => void): HTMLButtonElement => {
      const button = iconButton(path, label);
      button.addEventListener("click", action);
      bar.append(button);
      return button;
    };
    this.#buttons = {
      nearer: add(NEARER, labelNearer, () => {
        this.#zoom(STEP);
      }),
      farther: add(FARTHER, labelFarther, () => {
        this.#zoom(1 / STEP);
      }),
      whole: add(WHOLE, labelWhole, () => {
        this.#set(this.#whole);
      }),
    };
    this.append(bar);
    this.#set(this.#whole);
  }

  #listen(): void {
    const drawing = this.#drawing;
    drawing.addEventListener("focusin", (event) => {
      const { target } = event;
      if (!(target instanceof SVGElement)) return;
      const box = (target.querySelector("[data-code]") ?? target).getBoundingClientRect();
      this.#tip.show(this.#textOf(target), box.left + box.width / 2, box.top + box.height / 2);
    });
    drawing.addEventListener("focusout", () => {
      this.#tip.hide();
    });
    drawing.addEventListener(
      "wheel",
      (event) => {
        this.#wheel(event);
      },
      { passive: false },
    );
    this.addEventListener("keydown", (event) => {
      this.#key(event);
    });
  }

  /** A wheel scrolls the page until the reader has turned to the map: by a click, by the focus or with Ctrl. */
  #wheel(event: WheelEvent): void {
    const meant = event.ctrlKey || event.metaKey || this.classList.contains("is-near") || this.contains(document.activeElement);
    if (!meant) return;
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), place(this.#drawing, event));
  }

  #key(event: KeyboardEvent): void {
    if (modified(event)) return;
    const part = this.#view.width / 8;
    const actions: Record<string, () => void> = {
      "+": () => {
        this.#zoom(STEP);
      },
      "-": () => {
        this.#zoom(1 / STEP);
      },
      "0": () => {
        this.#set(this.#whole);
      },
      Escape: () => {
        this.#set(this.#whole);
        this.#tip.hide();
      },
    };
    const near = this.classList.contains("is-near");
    const moves: Record<string, [number, number]> = near
      ? { ArrowLeft: [-part, 0], ArrowRight: [part, 0], ArrowUp: [0, -part], ArrowDown: [0, part] }
      : {};
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    const action = event.key === "=" ? actions["+"] : Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
    if (!move && !action) return;
    event.preventDefault();
    if (move) this.#set(moved(this.#view, this.#whole, ...move));
    action?.();
  }

  #listenToPointers(): void {
    const drawing = this.#drawing;
    drawing.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.#pointers.set(event.pointerId, event);
      this.#start = { clientX: event.clientX, clientY: event.clientY, moved: this.#pointers.size > 1 };
    });
    drawing.addEventListener("pointermove", (event) => {
      this.#move(event);
    });
    for (const kind of ["pointerup", "pointercancel"] as const) {
      drawing.addEventListener(kind, (event) => {
        this.#pointers.delete(event.pointerId);
        if (this.#start?.moved && kind === "pointerup") swallowClick(drawing);
        if (!this.#pointers.size) this.#start = undefined;
      });
    }
    drawing.addEventListener("pointerleave", () => {
      this.#tip.hide();
    });
    drawing.addEventListener("dragstart", (event) => {
      event.preventDefault();
    });
  }

  #move(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId);
    if (!before || !this.#start) {
      if (event.pointerType !== "touch") this.#tip.show(this.#textOf(event.target), event.clientX, event.clientY);
      return;
    }
    const far = Math.hypot(event.clientX - this.#start.clientX, event.clientY - this.#start.clientY) >= DRAG;
    if (!this.#start.moved && (!far || !this.classList.contains("is-near"))) return;
    if (!this.#drawing.hasPointerCapture(event.pointerId)) this.#drawing.setPointerCapture(event.pointerId);
    this.#start.moved = true;
    this.#tip.hide();
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    const from = place(this.#drawing, before);
    const to = place(this.#drawing, event);
    if (other) {
      const still = place(this.#drawing, other);
      const apart = Math.max(1, Math.hypot(from.x - still.x, from.y - still.y));
      this.#zoom(Math.hypot(to.x - still.x, to.y - still.y) / apart, still);
    } else {
      this.#set(moved(this.#view, this.#whole, from.x - to.x, from.y - to.y));
    }
    this.#pointers.set(event.pointerId, { clientX: event.clientX, clientY: event.clientY });
  }

  #zoom(factor: number, about = middle(this.#view)): void {
    this.#set(zoomed(this.#view, this.#whole, factor, about));
  }

  #set(view: View): void {
    this.#view = view;
    this.#drawing.setAttribute("viewBox", [view.x, view.y, view.width, view.height].map((n) => n.toFixed(2)).join(" "));
    const scale = this.#whole.width / view.width;
    const near = scale > 1.001;
    this.classList.toggle("is-near", near);
    this.style.setProperty("--map-root", Math.sqrt(scale).toFixed(3));
    if (this.#buttons) this.#buttons.farther.disabled = this.#buttons.whole.disabled = !near;
  }
}
