/** The part of a drawing that is seen: zooming and moving without ever leaving the whole. */

export interface View {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const NEAREST = 16;

/** `view` made `factor` times larger (above 1: nearer) about a place that stays where it is. */
export function zoomed(view: View, whole: View, factor: number, about: { x: number; y: number }): View {
  const width = Math.min(whole.width, Math.max(whole.width / NEAREST, view.width / factor));
  const share = width / view.width;
  return inside(
    { x: about.x - (about.x - view.x) * share, y: about.y - (about.y - view.y) * share, width, height: view.height * share },
    whole,
  );
}

export function moved(view: View, whole: View, dx: number, dy: number): View {
  return inside({ ...view, x: view.x + dx, y: view.y + dy }, whole);
}

export function inside(view: View, whole: View): View {
  const x = Math.min(Math.max(view.x, whole.x), whole.x + whole.width - view.width);
  const y = Math.min(Math.max(view.y, whole.y), whole.y + whole.height - view.height);
  return { ...view, x, y };
}

export function middle(view: View): { x: number; y: number } {
  return { x: view.x + view.width / 2, y: view.y + view.height / 2 };
}
