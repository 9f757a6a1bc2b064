/** How often a server that keeps stopping is started again within `WINDOW`. */
const LIMIT = 5;
/** In ms. */
const WINDOW = 3 * 60 * 1000;

/** Decides whether a server that stopped by itself is worth another start. */
export class Restarts {
  #stops: number[] = [];

  /** Notes that the server stopped at `now` (ms) and says whether to start it again. */
  allowed(now: number): boolean {
    this.#stops = [...this.#stops.filter((stop) => now - stop < WINDOW), now];
    return this.#stops.length <= LIMIT;
  }
}
