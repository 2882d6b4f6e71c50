/** What holds on every page: forms that send themselves, light and dark, menus that close, the key for the search box. */
import { modified, typing } from "./keys.ts";

const YEAR = 31_536_000;

export type Theme = "light" | "dark";

/** The theme that a press of the switch leads to. */
export function otherTheme(chosen: string | undefined, systemIsDark: boolean): Theme {
  const dark = chosen === "dark" || (chosen !== "light" && systemIsDark);
  return dark ? "light" : "dark";
}

export function themeCookie(theme: Theme, secure: boolean): string {
  return `kawat_theme=${theme}; path=/; max-age=${YEAR}; SameSite=Lax${secure ? "; Secure" : ""}`;
}

function effectiveTheme(): Theme {
  return otherTheme(document.documentElement.dataset["theme"], matchMedia("(prefers-color-scheme: dark)").matches) === "dark"
    ? "light"
    : "dark";
}

function switchTheme(): void {
  const theme: Theme = effectiveTheme() === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = theme;
  document.cookie = themeCookie(theme, location.protocol === "https:");
  tellTheme();
}

function tellTheme(): void {
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.setAttribute("aria-pressed", String(effectiveTheme() === "dark"));
  }
}

function closeMenus(except?: Node | null): HTMLElement[] {
  const open = [...document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")];
  const closed = open.filter((menu) => !(except && menu.contains(except)));
  for (const menu of closed) menu.open = false;
  return closed;
}

function onClick(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  closeMenus(target);
  if (target?.closest("[data-theme-toggle]")) {
    event.preventDefault();
    switchTheme();
  }
}

function onKey(event: KeyboardEvent): void {
  if (event.key === "Escape") {
    const menu = document.activeElement?.closest<HTMLDetailsElement>("details[data-menu][open]");
    closeMenus();
    menu?.querySelector("summary")?.focus();
  } else if (event.key === "/" && !modified(event) && !typing(event.target)) {
    const fields = document.querySelectorAll<HTMLInputElement>("kawat-search input, [role=search] input");
    const field = [...fields].find((one) => one.getClientRects().length > 0);
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  }
}

/** The choice made by arrow keys on a closed list, one after the other: it is sent by Enter or on leaving, not at every step. */
let stepped: HTMLSelectElement | undefined;
let byKey = false;

function selectOf(event: Event): HTMLSelectElement | undefined {
  const select = event.target;
  return select instanceof HTMLSelectElement && select.matches("[data-submit]") ? select : undefined;
}

function send(select: HTMLSelectElement): void {
  stepped = undefined;
  select.form?.requestSubmit();
}

function onSelectKey(event: KeyboardEvent): void {
  if (!selectOf(event)) return;
  byKey = event.key !== "Enter" && event.key !== " ";
  if (event.key === "Enter" && stepped) {
    event.preventDefault();
    send(stepped);
  }
}

function onChange(event: Event): void {
  const select = selectOf(event);
  if (select && byKey) stepped = select;
  else if (select) send(select);
}

function wakeSelects(): void {
  document.addEventListener("keydown", onSelectKey);
  document.addEventListener("pointerdown", () => (byKey = false));
  document.addEventListener("change", onChange);
  document.addEventListener("focusout", (event) => {
    if (stepped && event.target === stepped) send(stepped);
  });
}

export function wakePage(): void {
  document.documentElement.classList.add("has-script");
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  wakeSelects();
  tellTheme();
}
