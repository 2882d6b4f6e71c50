/** What a search box is offered while one types. */
import { ownPath } from "./address.ts";

export interface Suggestion {
  kind: "actor" | "article";
  title: string;
  detail: string;
  url: string;
}

/** The server's answer as one list; what has no title or leads elsewhere than to this site is left out. */
export function readSuggestions(parsed: unknown, here: string): Suggestion[] {
  const { actors, articles } = (parsed ?? {}) as { actors?: unknown; articles?: unknown };
  const found = [...list(actors).map(ofActor), ...list(articles).map(ofArticle)];
  return found.filter((item) => item.title !== "" && ownPath(item.url, here) !== undefined);
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter((item): item is Record<string, unknown> => typeof item === "object" && item !== null)
    : [];
}

function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function ofActor(item: Record<string, unknown>): Suggestion {
  return { kind: "actor", title: words(item["name"]), detail: words(item["code"]), url: words(item["url"]) };
}

function ofArticle(item: Record<string, unknown>): Suggestion {
  const detail = [words(item["outlet"]), words(item["day"])].filter(Boolean).join(" · ");
  return { kind: "article", title: words(item["title"]), detail, url: words(item["url"]) };
}

/** The option that the arrow keys lead to; -1 is the field itself. */
export function nextOption(key: string, at: number, count: number): number {
  if (key === "ArrowDown") return at + 1 >= count ? -1 : at + 1;
  if (key === "ArrowUp") return at < 0 ? count - 1 : at - 1;
  return at;
}
