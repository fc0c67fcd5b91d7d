/** Shows one long piece of work: `fraction` from 0 to 1 when it is known. */
export type Progress = (message: string, fraction?: number) => void;

/** Shows the steps of a start: a bar on a terminal, a line per tenth elsewhere. */
export class Steps {
  #write: (text: string) => void;
  #terminal: boolean;

  constructor(
    write: (text: string) => void = (text) => void process.stdout.write(text),
    terminal: boolean = process.stdout.isTTY,
  ) {
    this.#write = write;
    this.#terminal = terminal;
  }

  /** Runs one step with a progress function of its own. */
  async run<T>(name: string, work: (progress: Progress) => Promise<T>): Promise<T> {
    const begun = Date.now();
    if (this.#terminal) this.#line(`… ${name}`, true);
    let tenth = -1;
    const result = await work((message, fraction) => {
      const now = fraction === undefined ? tenth : Math.floor(fraction * 10);
      if (!this.#terminal && now === tenth) return;
      tenth = now;
      this.#line(`… ${name} ${bar(fraction)} ${message}`, true);
    });
    this.#line(`✓ ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`, false);
    return result;
  }

  /** Prints a line that stays. */
  say(text: string): void {
    this.#line(text, false);
  }

  #line(text: string, passing: boolean): void {
    if (!this.#terminal) this.#write(`${text}\n`);
    else
      this.#write(`\r\x1b[2K${text.slice(0, process.stdout.columns || 100)}${passing ? '' : '\n'}`);
  }
}

const bar = (fraction: number | undefined): string => {
  if (fraction === undefined) return '';
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * 20);
  return `[${'#'.repeat(filled)}${'.'.repeat(20 - filled)}] ${Math.round(fraction * 100)} %`;
};
