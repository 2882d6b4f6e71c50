/** Waiting until nothing more comes. */

export interface Waiting<A extends unknown[]> {
  (...args: A): void;
  cancel(): void;
}

/** `action` with the last call's arguments, once `delay` milliseconds have gone by without another call. */
export function debounce<A extends unknown[]>(action: (...args: A) => void, delay: number): Waiting<A> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = (): void => {
    clearTimeout(timer);
  };
  const call = (...args: A): void => {
    cancel();
    timer = setTimeout(() => {
      action(...args);
    }, delay);
  };
  return Object.assign(call, { cancel });
}
