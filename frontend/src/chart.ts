/** <kawat-chart>: reads a server-drawn time series out, and chooses a period on it. */
import { withPeriod } from "./address.ts";
import { type Axis, type Point, type Span, edges, nearest, readPoints, spanBetween, spanOfPoints } from "./days.ts";
import { html, place, svg, swallowClick } from "./drawing.ts";
import { modified, step } from "./keys.ts";
import { Tip } from "./tip.ts";

const DRAG = 5; // Pixels: less is a click.

export class Chart extends HTMLElement {
  #drawing!: SVGSVGElement;
  #axis!: Axis;
  #points: Point[] = [];
  #tip!: Tip;
  #handle!: HTMLElement;
  #cursor!: SVGLineElement;
  #dot!: SVGCircleElement;
  #brush!: SVGRectElement;
  #at = -1;
  #anchor = -1;
  #span: Span | undefined;
  #drag: { pointer: number; clientX: number; x: number; moved: boolean } | undefined;

  connectedCallback(): void {
    const drawing = this.querySelector("svg");
    const { x0, x1, from, to, points } = this.dataset;
    if (!drawing || !x0 || !x1 || !from || !to || this.classList.contains("is-live")) return;
    this.#drawing = drawing;
    this.#axis = { x0: Number(x0), x1: Number(x1), from, to };
    this.#points = readPoints((points && document.getElementById(points)?.textContent) || "[]");
    this.#addMarks();
    this.#addHandle();
    this.#tip = new Tip(this);
    this.#listen();
    this.classList.add("is-live");
  }

  #addMarks(): void {
    const { y, height } = this.#drawing.viewBox.baseVal;
    const top = Number(this.dataset["y0"] ?? y);
    const bottom = Number(this.dataset["y1"] ?? y + height);
    this.#brush = svg("rect", { class: "kawat-brush", y: top, height: bottom - top });
    this.#cursor = svg("line", { class: "kawat-cursor", y1: top, y2: bottom });
    this.#dot = svg("circle", { class: "kawat-dot", r: 4 });
    const marks = svg("g", { class: "kawat-marks", "aria-hidden": "true" });
    marks.append(this.#brush, this.#cursor, this.#dot);
    this.#drawing.append(marks);
    this.#hideMarks();
  }

  /** A slider that holds the focus: arrow keys reach it also through a screen reader, which says its value. */
  #addHandle(): void {
    const last = this.#points.length - 1;
    this.#handle = html("div", { class: "kawat-handle", role: "slider", "aria-valuemin": 0, "aria-valuemax": Math.max(0, last) });
    const label =
      this.dataset["label"] ?? this.#drawing.getAttribute("aria-label") ?? this.#drawing.querySelector("title")?.textContent;
    if (label) this.#handle.setAttribute("aria-label", label);
    this.#handle.setAttribute("aria-valuenow", String(Math.max(0, last)));
    this.#handle.setAttribute("aria-valuetext", this.#points[last]?.label ?? "");
    if (last >= 0) this.#handle.tabIndex = 0;
    this.append(this.#handle);
  }

  #listen(): void {
    const drawing = this.#drawing;
    drawing.addEventListener("pointerdown", (event) => {
      this.#press(event);
    });
    drawing.addEventListener("pointermove", (event) => {
      this.#move(event);
    });
    drawing.addEventListener("pointerup", (event) => {
      this.#release(event);
    });
    drawing.addEventListener("pointercancel", () => {
      this.#clear();
    });
    drawing.addEventListener("pointerleave", (event) => {
      if (!this.#drag && event.pointerType === "mouse") this.#clear();
    });
    drawing.addEventListener("dragstart", (event) => {
      event.preventDefault();
    });
    this.#handle.addEventListener("focus", () => {
      this.#read(this.#at < 0 ? this.#points.length - 1 : this.#at);
    });
    this.#handle.addEventListener("blur", () => {
      this.#clear();
    });
    this.#handle.addEventListener("keydown", (event) => {
      this.#key(event);
    });
    this.#handle.addEventListener("keyup", (event) => {
      if (event.key === "Shift") this.#commit();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && (this.#drag || this.#at >= 0)) this.#clear();
    });
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const { x } = place(this.#drawing, event);
    if (x < this.#axis.x0 || x > this.#axis.x1) return;
    this.#drag = { pointer: event.pointerId, clientX: event.clientX, x, moved: false };
  }

  #move(event: PointerEvent): void {
    const { x } = place(this.#drawing, event);
    const drag = this.#drag;
    if (!drag || drag.pointer !== event.pointerId) {
      this.#read(nearest(this.#points, x));
      return;
    }
    if (!drag.moved && Math.abs(event.clientX - drag.clientX) < DRAG) return;
    if (!drag.moved) {
      drag.moved = true;
      this.#drawing.setPointerCapture(event.pointerId);
    }
    this.#span = spanBetween(this.#axis, this.#points, drag.x, x);
    this.#showBrush(this.#span);
    this.#tip.show(this.#spanText(), event.clientX, event.clientY);
  }

  #release(event: PointerEvent): void {
    const drag = this.#drag;
    this.#drag = undefined;
    if (drag?.moved) {
      swallowClick(this.#drawing);
      this.#commit();
    } else if (drag) {
      this.#read(nearest(this.#points, place(this.#drawing, event).x));
    }
  }

  #key(event: KeyboardEvent): void {
    if (modified(event)) return;
    if (event.key === "Enter") {
      this.#commit();
      return;
    }
    const from = this.#at < 0 ? this.#points.length - 1 : this.#at;
    const to = step(event.key, from, this.#points.length);
    if (to === undefined) return;
    event.preventDefault();
    if (event.shiftKey) {
      if (this.#anchor < 0) this.#anchor = from;
      this.#span = spanOfPoints(this.#points, this.#anchor, to);
      if (this.#span) this.#showBrush(this.#span);
    } else {
      this.#anchor = -1;
      this.#span = undefined;
      this.#brush.setAttribute("visibility", "hidden");
    }
    this.#read(to, this.#span && this.#spanText());
  }

  /** Marks one reading and shows its text, or `instead`. */
  #read(index: number, instead?: string): void {
    const point = this.#points[index];
    if (!point) return;
    this.#at = index;
    this.#cursor.setAttribute("x1", String(point.x));
    this.#cursor.setAttribute("x2", String(point.x));
    this.#cursor.setAttribute("visibility", "visible");
    this.#dot.setAttribute("visibility", point.y === undefined ? "hidden" : "visible");
    this.#dot.setAttribute("cx", String(point.x));
    this.#dot.setAttribute("cy", String(point.y ?? 0));
    const text = instead ?? point.label;
    this.#handle.setAttribute("aria-valuenow", String(index));
    this.#handle.setAttribute("aria-valuetext", text);
    const matrix = this.#drawing.getScreenCTM();
    const { y, height } = this.#drawing.viewBox.baseVal;
    const spot = new DOMPoint(point.x, point.y ?? y + height / 2).matrixTransform(matrix ?? undefined);
    this.#tip.show(text, spot.x, spot.y);
  }

  #spanText(): string {
    const { from = "", to = "" } = this.#span ?? {};
    return (this.dataset["labelPeriod"] ?? "{from} – {to}").replace("{from}", from).replace("{to}", to);
  }

  #showBrush(span: Span): void {
    const [left, right] = edges(this.#axis, span);
    this.#brush.setAttribute("x", String(left));
    this.#brush.setAttribute("width", String(Math.max(1, right - left)));
    this.#brush.setAttribute("visibility", "visible");
    for (const mark of [this.#cursor, this.#dot]) mark.setAttribute("visibility", "hidden");
  }

  #hideMarks(): void {
    for (const mark of [this.#brush, this.#cursor, this.#dot]) mark.setAttribute("visibility", "hidden");
  }

  #clear(): void {
    this.#drag = undefined;
    this.#span = undefined;
    this.#anchor = -1;
    this.#at = -1;
    this.#hideMarks();
    this.#tip.hide();
  }

  #commit(): void {
    const span = this.#span;
    if (!span) return;
    const dropped = (this.dataset["drop"] ?? "").split(" ").filter(Boolean);
    const address = withPeriod(location.href, span.from, span.to, dropped, this.id);
    this.#span = undefined;
    location.assign(address);
  }
}
