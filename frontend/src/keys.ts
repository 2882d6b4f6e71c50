/** Keys: when a page's own shortcuts hold, and what they mean. */

/** Whether what is typed goes into a field. */
export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("textarea, select, [contenteditable]:not([contenteditable='false'])")) return true;
  const input = target.closest("input");
  return input !== null && !["button", "submit", "reset", "checkbox", "radio", "range", "image", "file"].includes(input.type);
}

/** Whether a key belongs to the browser or the system. */
export function modified(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
}

/** Where an arrow, Home, End or a page key leads among `count` places; undefined for any other key. */
export function step(key: string, at: number, count: number, page = 10): number | undefined {
  const moves: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: count - 1,
  };
  const to = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}
