import { NONE } from '../store';
import type { Trace } from '../trace';

/** What a rule says of the things that it looks at. */
export interface Sought {
  /** Methods of which a thing has a transaction; any when left out. */
  readonly methods?: readonly string[];
  /** Status codes with one of which a transaction of it ends; any when left out. */
  readonly statuses?: readonly number[];
}

/** Things in the order of the log, found by the methods of their transactions and by how these end: the first final responses. */
export class Directory<Thing> {
  /** Places among the things, rising: by the number of a method among the names, and by status code. */
  readonly #byMethod = new Map<number, number[]>();
  readonly #byStatus = new Map<number, number[]>();

  constructor(
    readonly trace: Trace,
    readonly all: readonly Thing[],
    /** Indices of the transactions of a thing. */
    transactionsOf: (thing: Thing) => readonly number[],
  ) {
    const { store, transactionTables: tables } = trace;
    const { method, status } = store.messages;
    for (let place = 0; place < all.length; place++) {
      for (const transaction of transactionsOf(all[place] as Thing)) {
        const final = tables.finalOf(transaction);
        note(this.#byMethod, method.at(tables.firstOf(transaction)), place);
        if (final !== NONE) note(this.#byStatus, status.at(final), place);
      }
    }
  }

  /** Those with a transaction of one of the methods and one that ends with one of the status codes, as far as these are named. */
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
