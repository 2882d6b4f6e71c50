/** The bar that plays through periods: a button, a slider, the period's name. */
import { html, iconButton } from "./drawing.ts";

const PLAY = "M7 4.5v15l13-7.5z";
const PAUSE = "M6 5h4v14H6zM14 5h4v14h-4z";
const PACE = 1100; // Milliseconds that a period stands.

export interface PlayerWords {
  play: string;
  pause: string;
  slider: string;
}

export class Player {
  readonly bar = html("div", { class: "kawat-player", role: "group" });
  readonly #button: HTMLButtonElement;
  readonly #slider: HTMLInputElement;
  readonly #name = html("output");
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `labels`: the name of every position; `show` is called with the position chosen. */
  constructor(
    readonly words: PlayerWords,
    readonly labels: readonly string[],
    readonly show: (index: number) => void,
  ) {
    this.#button = iconButton(PLAY, words.play);
    this.#slider = html("input", {
      type: "range",
      min: 0,
      max: labels.length - 1,
      value: 0,
      step: 1,
      "aria-label": words.slider,
    });
    this.bar.setAttribute("aria-label", words.slider);
    this.bar.append(this.#button, this.#slider, this.#name);
    this.#button.addEventListener("click", () => {
      this.#toggle();
    });
    this.#slider.addEventListener("input", () => {
      this.stop();
      this.#go(Number(this.#slider.value));
    });
    this.bar.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.stop();
      this.#go(0);
    });
    this.#tell(0);
  }

  get at(): number {
    return Number(this.#slider.value);
  }

  /** Runs; where motion is unwelcome a press goes one period on. */
  #toggle(): void {
    if (this.#timer !== undefined) {
      this.stop();
      return;
    }
    this.#go(this.at + 1 < this.labels.length ? this.at + 1 : 1);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.#picture(PAUSE, this.words.pause);
    this.#timer = setInterval(() => {
      if (!this.bar.isConnected || this.at + 1 >= this.labels.length) this.stop();
      else this.#go(this.at + 1);
    }, PACE);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#picture(PLAY, this.words.play);
  }

  #picture(path: string, label: string): void {
    this.#button.querySelector("path")?.setAttribute("d", path);
    this.#button.setAttribute("aria-label", label);
    this.#button.title = label;
  }

  #go(index: number): void {
    this.#slider.value = String(index);
    this.#tell(index);
    this.show(index);
  }

  #tell(index: number): void {
    const label = this.labels[index] ?? "";
    this.#name.textContent = label;
    this.#slider.setAttribute("aria-valuetext", label);
  }
}
