/** <kawat-network>: a server-drawn network whose neighbours light up, whose nodes move, and which plays through periods. */
import { ownPath } from "./address.ts";
import { html, place, svg, swallowClick } from "./drawing.ts";
import { type Frame, type FrameEdge, pairKey, readFrames, sign, width } from "./frames.ts";
import { Player } from "./player.ts";

const DRAG = 4;

interface Node {
  group: SVGGElement;
  x: number;
  y: number;
}

export class Network extends HTMLElement {
  #drawing!: SVGSVGElement;
  #nodes = new Map<string, Node>();
  #edges = new Map<string, SVGLineElement>();
  #drawn = new Map<string, FrameEdge>();
  #added = new Set<string>();
  #frames: Frame[] = [];
  #drag: { code: string; pointer: number; clientX: number; clientY: number; moved: boolean } | undefined;

  connectedCallback(): void {
    const drawing = this.querySelector("svg");
    if (!drawing || this.classList.contains("is-live")) return;
    this.#drawing = drawing;
    for (const group of drawing.querySelectorAll<SVGGElement>("g.node")) {
      const { code, x, y } = group.dataset;
      if (code) this.#nodes.set(code, { group, x: Number(x), y: Number(y) });
    }
    for (const line of drawing.querySelectorAll<SVGLineElement>("line.edge")) {
      const { a = "", b = "", level, events } = line.dataset;
      this.#edges.set(pairKey(a, b), line);
      this.#drawn.set(pairKey(a, b), { a, b, level: level ? Number(level) : null, events: Number(events ?? 0) });
    }
    this.#listen();
    void this.#load();
    this.classList.add("is-live");
  }

  #listen(): void {
    const drawing = this.#drawing;
    for (const kind of ["pointerover", "focusin"] as const) {
      drawing.addEventListener(kind, (event) => {
        if (!this.#drag) this.#light(codeOf(event.target));
      });
    }
    for (const kind of ["pointerleave", "focusout"] as const) {
      drawing.addEventListener(kind, () => {
        if (!this.#drag) this.#light(undefined);
      });
    }
    drawing.addEventListener("pointerdown", (event) => {
      const code = codeOf(event.target);
      if (!code || event.button !== 0 || !event.isPrimary) return;
      this.#drag = { code, pointer: event.pointerId, clientX: event.clientX, clientY: event.clientY, moved: false };
    });
    drawing.addEventListener("pointermove", (event) => {
      this.#pull(event);
    });
    drawing.addEventListener("pointerup", () => {
      if (this.#drag?.moved) swallowClick(drawing);
      this.#drag = undefined;
    });
    drawing.addEventListener("pointercancel", () => {
      this.#drag = undefined;
    });
    drawing.addEventListener("dblclick", (event) => {
      this.#putBack(codeOf(event.target));
    });
    drawing.addEventListener("dragstart", (event) => {
      event.preventDefault();
    });
  }

  /** Marks an actor, its edges and its neighbours; undefined: none. */
  #light(code: string | undefined): void {
    this.#drawing.classList.toggle("has-focus", code !== undefined);
    const near = new Set([code]);
    for (const line of this.#edges.values()) {
      const { a, b } = line.dataset;
      const touches = code !== undefined && (a === code || b === code) && !line.classList.contains("is-gone");
      line.classList.toggle("is-near", touches);
      if (touches) near.add(a).add(b);
    }
    for (const [other, node] of this.#nodes) node.group.classList.toggle("is-near", code !== undefined && near.has(other));
  }

  #pull(event: PointerEvent): void {
    const drag = this.#drag;
    if (drag?.pointer !== event.pointerId) return;
    if (!drag.moved && Math.hypot(event.clientX - drag.clientX, event.clientY - drag.clientY) < DRAG) return;
    if (!drag.moved) {
      drag.moved = true;
      this.#drawing.setPointerCapture(event.pointerId);
    }
    const { x, y, width, height } = this.#drawing.viewBox.baseVal;
    const to = place(this.#drawing, event);
    this.#put(drag.code, Math.max(x, Math.min(x + width, to.x)), Math.max(y, Math.min(y + height, to.y)));
  }

  #put(code: string, x: number, y: number): void {
    const node = this.#nodes.get(code);
    if (!node) return;
    node.x = x;
    node.y = y;
    node.group.setAttribute("transform", `translate(${x} ${y})`);
    for (const line of this.#edges.values()) {
      if (line.dataset["a"] === code) ends(line, "1", node);
      if (line.dataset["b"] === code) ends(line, "2", node);
    }
  }

  #putBack(code: string | undefined): void {
    const home = code && this.#nodes.get(code)?.group.dataset;
    if (code && home) this.#put(code, Number(home["x"]), Number(home["y"]));
  }

  async #load(): Promise<void> {
    const path = ownPath(this.dataset["frames"], location.href);
    if (!path) return;
    try {
      const answer = await fetch(path, { headers: { Accept: "application/json" } });
      if (answer.ok) this.#frames = readFrames(await answer.json());
    } catch {
      return; // The drawing stands without its animation.
    }
    if (this.#frames.length < 2) return;
    const { labelPlay = "", labelPause = "", labelPeriod = "", labelAll = "" } = this.dataset;
    const labels = [labelAll, ...this.#frames.map((frame) => frame.label)];
    const player = new Player({ play: labelPlay, pause: labelPause, slider: labelPeriod }, labels, (index) => {
      this.#show(index);
    });
    const spot = this.querySelector("[data-player]") ?? this.appendChild(html("div"));
    spot.append(player.bar);
  }

  /** Shows a period; 0 is what the server drew. */
  #show(index: number): void {
    const frame = this.#frames[index - 1];
    const shown = frame ? new Map(frame.edges.map((edge) => [pairKey(edge.a, edge.b), edge])) : this.#drawn;
    for (const [key, edge] of shown) if (!this.#edges.has(key)) this.#addEdge(key, edge);
    const busy = new Set<string>();
    for (const [key, line] of this.#edges) {
      const edge = shown.get(key);
      line.classList.toggle("is-gone", !edge);
      if (!edge) continue;
      busy.add(edge.a).add(edge.b);
      line.dataset["sign"] = sign(edge.level);
      line.dataset["level"] = String(edge.level ?? "");
      if (frame || this.#added.has(key)) line.style.strokeWidth = String(width(edge.events));
      else line.style.removeProperty("stroke-width");
    }
    for (const [code, node] of this.#nodes) node.group.classList.toggle("is-idle", !busy.has(code));
    this.classList.toggle("is-playing-period", frame !== undefined);
  }

  #addEdge(key: string, edge: FrameEdge): void {
    const a = this.#nodes.get(edge.a);
    const b = this.#nodes.get(edge.b);
    if (!a || !b) return;
    const line = svg("line", { class: "edge", "data-a": edge.a, "data-b": edge.b });
    ends(line, "1", a);
    ends(line, "2", b);
    const sibling = this.#edges.values().next().value;
    const layer = sibling?.closest("g") ?? this.#drawing;
    layer.prepend(line);
    this.#edges.set(key, line);
    this.#added.add(key);
  }
}

function ends(line: SVGLineElement, end: "1" | "2", at: Node): void {
  line.setAttribute(`x${end}`, String(at.x));
  line.setAttribute(`y${end}`, String(at.y));
}

function codeOf(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  const group = target.closest<SVGGElement>("g.node") ?? target.querySelector<SVGGElement>(":scope > g.node");
  return group?.dataset["code"];
}
