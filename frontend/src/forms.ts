/** Forms that ask a page: what is empty, and what would hold anyhow, does not go into the address. */

type Pair = readonly [string, string];

/** The pairs that say something; `usual` are the values that mean the same as leaving them out. */
export function telling(pairs: readonly Pair[], usual: URLSearchParams): Pair[] {
  return pairs.filter(([name, value]) => value !== "" && (usual.get(name) !== value || isMany(pairs, name)));
}

function isMany(pairs: readonly Pair[], name: string): boolean {
  return pairs.filter(([other, value]) => other === name && value !== "").length > 1;
}

function shorten(event: FormDataEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "get") return;
  const own = new URL(form.action, location.href).pathname === location.pathname;
  const usual = new URLSearchParams(own ? document.body.dataset["defaults"] : "");
  const pairs = [...event.formData].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  const kept = telling(pairs, usual);
  for (const [name] of pairs) event.formData.delete(name);
  for (const [name, value] of kept) event.formData.append(name, value);
}

export function wakeForms(): void {
  document.addEventListener("formdata", shorten);
}
