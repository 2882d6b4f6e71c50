/** Building SVG and HTML elements, and coordinates within a drawing. */

const SVG = "http://www.w3.org/2000/svg";

export type Attributes = Record<string, string | number>;

export function svg<K extends keyof SVGElementTagNameMap>(name: K, attributes: Attributes = {}): SVGElementTagNameMap[K] {
  return withAttributes(document.createElementNS(SVG, name), attributes);
}

export function html<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  text = "",
): HTMLElementTagNameMap[K] {
  const element = withAttributes(document.createElement(name), attributes);
  if (text) element.textContent = text;
  return element;
}

function withAttributes<E extends Element>(element: E, attributes: Attributes): E {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** A button that shows a sign drawn by `path` (24 by 24) and is called `label`. */
export function iconButton(path: string, label: string): HTMLButtonElement {
  const button = html("button", { type: "button", class: "kawat-button", "aria-label": label, title: label });
  const icon = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" });
  icon.append(svg("path", { d: path }));
  button.append(icon);
  return button;
}

/** Where the pointer is, in units of the drawing. */
export function place(drawing: SVGSVGElement, event: { clientX: number; clientY: number }): { x: number; y: number } {
  const matrix = drawing.getScreenCTM();
  if (!matrix) return { x: 0, y: 0 };
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  return { x: point.x, y: point.y };
}

/** After a drag: the click that the browser sends behind it does not follow a link. */
export function swallowClick(target: EventTarget): void {
  const stop = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  target.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => {
    target.removeEventListener("click", stop, { capture: true });
  }, 0);
}
