import type { Trace } from '../trace';

/** What a rule says of the things that it looks at. */
export interface Sought {
  readonly methods?: readonly string[];
  readonly statuses?: readonly number[];
}

/** Things in the order of the log, found by the methods and status codes of what belongs to them. */
export class Directory<Thing> {
  /** Places among the things, rising: by the number of a method among the names, and by status code. */
  readonly #byMethod = new Map<number, number[]>();
  readonly #byStatus = new Map<number, number[]>();

  constructor(
    readonly trace: Trace,
    readonly all: readonly Thing[],
    /** Indices of the messages of a thing that tell what it is. */
    messagesOf: (thing: Thing) => readonly number[],
  ) {
    const { method, status } = trace.store.messages;
    for (const [place, thing] of all.entries()) {
      for (const message of messagesOf(thing)) {
        note(this.#byMethod, method.at(message), place);
        note(this.#byStatus, status.at(message), place);
      }
    }
  }

  /** Those with a message of one of the methods and a response with one of the status codes, as far as these are named. */
  like({ methods, statuses }: Sought): readonly Thing[] {
    const { names } = this.trace.store;
    const ofMethod = placesOf(
      this.#byMethod,
      methods?.map((name) => names.numberOf(name) ?? -1),
    );
    const ofStatus = placesOf(this.#byStatus, statuses);
    if (ofMethod === undefined && ofStatus === undefined) return this.all;
    return this.all.filter((_, place) => ofMethod?.has(place) !== false && ofStatus?.has(place) !== false);
  }
}

function note(places: Map<number, number[]>, key: number, place: number): void {
  const noted = places.get(key);
  if (noted === undefined) places.set(key, [place]);
  else if (noted.at(-1) !== place) noted.push(place);
}

/** The places noted under any of `keys`; `undefined` without keys. */
const placesOf = (
  places: ReadonlyMap<number, readonly number[]>,
  keys: readonly number[] | undefined,
): ReadonlySet<number> | undefined => keys && new Set(keys.flatMap((key) => places.get(key) ?? []));
