/** Where the list is kept; the part of VS Code's `Memento` that is needed. */
export interface Memory {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'sipTrace.detect.leftAlone';

/** How many files are remembered. Those that were chosen longest ago go first. */
const MOST = 500;

/** The files for which a person has chosen another language than SIP Trace, by URI, over windows and restarts. */
export class LeftAlone {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  has(uri: string): boolean {
    return this.#uris.includes(uri);
  }

  add(uri: string): void {
    this.#keep([...this.#uris.filter((other) => other !== uri), uri].slice(-MOST));
  }

  remove(uri: string): void {
    if (this.has(uri)) this.#keep(this.#uris.filter((other) => other !== uri));
  }

  get #uris(): readonly string[] {
    return this.#memory.get<readonly string[]>(KEY) ?? [];
  }

  #keep(uris: readonly string[]): void {
    void this.#memory.update(KEY, uris.length === 0 ? undefined : uris);
  }
}
