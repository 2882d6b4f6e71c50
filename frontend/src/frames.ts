/** The periods of an animated network, as the server sends them. */

export interface FrameEdge {
  a: string;
  b: string;
  level: number | null;
  events: number;
}

export interface Frame {
  label: string;
  edges: FrameEdge[];
}

/** Two actors' edge by one key, whichever is named first. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}

export function readFrames(parsed: unknown): Frame[] {
  const periods = (parsed as { periods?: unknown } | null)?.periods;
  return Array.isArray(periods) ? periods.filter(isFrame) : [];
}

function isFrame(value: unknown): value is Frame {
  const frame = value as Partial<Frame> | null;
  return typeof frame?.label === "string" && Array.isArray(frame.edges) && frame.edges.every(isEdge);
}

function isEdge(value: unknown): value is FrameEdge {
  const edge = value as Partial<FrameEdge> | null;
  return (
    typeof edge?.a === "string" &&
    typeof edge.b === "string" &&
    typeof edge.events === "number" &&
    (edge.level === null || typeof edge.level === "number")
  );
}

/** Which side of zero a level lies on; around zero, and where there is none, neither. */
export function sign(level: number | null, neutral = 0.5): "cooperative" | "conflictual" | "neutral" {
  if (level === null || Math.abs(level) < neutral) return "neutral";
  return level > 0 ? "cooperative" : "conflictual";
}

/** How broad a line of so many events is drawn. */
export function width(events: number): number {
  return Math.min(6, 1 + Math.log2(1 + Math.max(0, events)) * 0.7);
}
