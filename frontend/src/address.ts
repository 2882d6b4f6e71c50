/** Addresses that the page may go to, and how a page's address changes. */

/** The address if it is a path of this very site, else undefined. Control signs and backslashes are refused: browsers read "/\t/host" as "//host". */
export function ownPath(address: unknown, here: string): string | undefined {
  if (typeof address !== "string" || !/^\/(?![/\\])/.test(address) || /[\\\u0000-\u0020\u007f]/.test(address)) return undefined;
  if (!URL.canParse(address, here)) return undefined;
  return new URL(address, here).origin === new URL(here).origin ? address : undefined;
}

/** The same address with another period; every other parameter stays, those named in `dropped` go, `anchor` is where the page comes back to. */
export function withPeriod(here: string, from: string, to: string, dropped: readonly string[] = [], anchor = ""): string {
  const url = new URL(here);
  for (const name of dropped) url.searchParams.delete(name);
  url.searchParams.set("from", from);
  url.searchParams.set("to", to);
  url.hash = anchor;
  return url.href;
}

/** The address `base` (of this site) with its question `q`. */
export function withQuestion(base: string, here: string, question: string): string {
  const url = new URL(base, here);
  url.searchParams.set("q", question);
  return url.pathname + url.search;
}
