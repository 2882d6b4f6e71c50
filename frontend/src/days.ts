/** Days and where they lie on a chart. */

const DAY = 86_400_000;

/** One reading of a chart: `x` in units of the drawing, the first day of its period, the last one where the period is longer than a day. */
export interface Point {
  x: number;
  y?: number;
  day: string;
  end?: string;
  label: string;
}

/** The plot's left and right edge in units of the drawing, and the days of those edges. */
export interface Axis {
  x0: number;
  x1: number;
  from: string;
  to: string;
}

export interface Span {
  from: string;
  to: string;
}

/** Midnight UTC of an ISO day; NaN where it is none. */
export function time(day: string): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
}

export function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The day drawn at `x`; beyond the edges the edge's. */
export function dayAt(axis: Axis, x: number): string {
  const share = Math.min(1, Math.max(0, (x - axis.x0) / (axis.x1 - axis.x0)));
  const from = time(axis.from);
  return iso(from + Math.round((share * (time(axis.to) - from)) / DAY) * DAY);
}

/** Where a span of days is drawn: the left edge of its first day, the right edge of its last. */
export function edges(axis: Axis, span: Span): [number, number] {
  const from = time(axis.from);
  const across = (at: number): number => {
    const share = Math.min(1, Math.max(0, (at - from) / (time(axis.to) - from)));
    return axis.x0 + share * (axis.x1 - axis.x0);
  };
  return [across(time(span.from)), across(time(span.to) + DAY)];
}

/** The index of the point nearest to `x`; -1 where there is none. Points are ordered by x. */
export function nearest(points: readonly Point[], x: number): number {
  let best = -1;
  let distance = Infinity;
  points.forEach((point, i) => {
    if (Math.abs(point.x - x) < distance) {
      distance = Math.abs(point.x - x);
      best = i;
    }
  });
  return best;
}

/** The days between two places of a drag, either way round; whole periods where the points say where theirs end. */
export function spanBetween(axis: Axis, points: readonly Point[], one: number, other: number): Span {
  const from = dayAt(axis, Math.min(one, other));
  const to = dayAt(axis, Math.max(one, other));
  const touched = points.filter((point) => point.end !== undefined && point.day <= to && point.end >= from);
  return { from: touched[0]?.day ?? from, to: touched.at(-1)?.end ?? to };
}

/** The days from one point to another, either way round. */
export function spanOfPoints(points: readonly Point[], one: number, other: number): Span | undefined {
  const first = points[Math.min(one, other)];
  const last = points[Math.max(one, other)];
  return first && last && { from: first.day, to: last.end ?? last.day };
}

/** What a page's JSON block holds of points; anything that is none is left out. */
export function readPoints(text: string): Point[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  const points = Array.isArray(parsed) ? parsed.filter(isPoint) : [];
  return points.sort((a, b) => a.x - b.x);
}

function isPoint(value: unknown): value is Point {
  const point = value as Partial<Point> | null;
  return (
    typeof point === "object" &&
    typeof point?.x === "number" &&
    typeof point.label === "string" &&
    !Number.isNaN(time(point.day ?? ""))
  );
}
