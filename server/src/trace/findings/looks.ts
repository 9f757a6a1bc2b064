import type { ClaimAsked, FindingContext } from './context';
import type { Kept } from './onePerKind';
import type { Shift } from './shift';

/** A finding as a look at one subject gave it, before those of one kind are joined. */
export interface KeptFound {
  /** As the rule gives it; what is shown of it is `worded`. */
  readonly finding: Kept;
  /** Names rule, severity and kind; `undefined` for a finding without kind. */
  readonly key: string | undefined;
  /** Indices of the messages that it explains; none of a rule of the profile `conformance`. */
  readonly claims: readonly number[];
  /** How it was shown last, and the finding as it stood then: the words hold wherever it stands. */
  readonly words: { of: Kept | undefined; shown: Kept | undefined };
}

/** What a rule found in one subject, where that is something, or asked about claims under other Call-IDs. */
export interface Look {
  /** The unit that it belongs to. */
  readonly unit: number;
  /** Index of the first message of the subject, by which the looks of a rule are in order. */
  readonly at: number;
  readonly found: readonly KeptFound[];
  readonly asked: readonly ClaimAsked[];
}

/** Whether a finding says that what it is about is a failure. */
export const saysFailure = ({ severity }: Pick<Kept, 'severity'>): boolean =>
  severity === 'error' || severity === 'warning';

/** What a search that knows a look does in its place, in the last three bits of a number; the others are the index of the message. */
enum Step {
  /** Asks for a claim; + 1 where there was one, + 2 where it was asked whether it is a failure. */
  ask = 0,
  claim = 4,
  /** Claims it as a failure. */
  blame = 5,
}
const BITS = 3;

/** What a search that goes on with looks needs to know of them, in few numbers. */
interface Notes {
  /** Pairs: the place of a look, and a `Step` of it. */
  readonly steps: Uint32Array;
  /** No look tells of a message behind this one, or of a place that ends behind this one. */
  readonly lastMessage: number;
  readonly lastEnd: number;
}

/**
 * The looks of one rule, in the order of the log. A search that goes on with them reads their `notes`, and touches only those of them that
 * are done again.
 */
export class Looks {
  #notes: Notes | undefined;
  #units: ReadonlySet<number> | undefined;

  /** `notes` and `units` are found out when somebody asks, if they are left out. */
  constructor(
    readonly all: readonly Look[],
    notes?: Notes,
    units?: ReadonlySet<number>,
  ) {
    this.#notes = notes;
    this.#units = units;
  }

  get notes(): Notes {
    this.#notes ??= notesOf(this.all);
    return this.#notes;
  }

  /** Those of `units`. */
  of(units: ReadonlySet<number>): readonly Look[] {
    return this.#isWithout(units) ? [] : this.all.filter(({ unit }) => units.has(unit));
  }

  /** These as they stand behind a change; the same ones where nothing of them is different. `gone` is told of those that the change concerns. */
  after(shift: Shift, gone: (look: Look) => void): Looks {
    const { notes } = this;
    if (notes.lastMessage < shift.change.kept && notes.lastEnd < shift.change.edit.start) return this;
    const all: Look[] = [];
    const places = new Int32Array(this.all.length);
    let isSame = true;
    for (let place = 0; place < this.all.length; place++) {
      const look = this.all[place] as Look;
      const moved = shift.look(look);
      isSame &&= moved === look;
      places[place] = moved === undefined ? -1 : all.length;
      if (moved === undefined) gone(look);
      else all.push(moved);
    }
    if (isSame) return this;
    return new Looks(all, movedNotes(notes, places, shift), all.length < this.all.length ? undefined : this.#units);
  }

  /** `others`, which are in order too, in the place of those of these that belong to one of `units`; of two at one message the other one comes first. */
  with(others: readonly Look[], units: ReadonlySet<number> = NO_UNITS): Looks {
    const isWithout = this.#isWithout(units);
    if (others.length === 0 && isWithout) return this;
    return this.all.length === 0 ? new Looks(others) : this.#merged(new Looks(others), isWithout ? NO_UNITS : units);
  }

  #merged(others: Looks, units: ReadonlySet<number>): Looks {
    const all: Look[] = [];
    const steps = new Uint32Array(this.notes.steps.length + others.notes.steps.length);
    let length = 0;
    /** Adds look `place` of `from`, whose steps begin at `step`. Returns where those of the next one begin. */
    const add = (from: Looks, place: number, step: number, isKept: boolean): number => {
      const given = from.notes.steps;
      let next = step;
      for (; next < given.length && given[next] === place; next += 2) {
        if (!isKept) continue;
        steps[length++] = all.length;
        steps[length++] = given[next + 1] ?? 0;
      }
      if (isKept) all.push(from.all[place] as Look);
      return next;
    };
    let other = 0;
    let otherStep = 0;
    let step = 0;
    for (let place = 0; place < this.all.length; place++) {
      const look = this.all[place] as Look;
      for (; other < others.all.length && (others.all[other]?.at ?? 0) <= look.at; other++)
        otherStep = add(others, other, otherStep, true);
      step = add(this, place, step, !units.has(look.unit));
    }
    for (; other < others.all.length; other++) otherStep = add(others, other, otherStep, true);
    return new Looks(all, {
      steps: steps.subarray(0, length),
      lastMessage: Math.max(this.notes.lastMessage, others.notes.lastMessage),
      lastEnd: Math.max(this.notes.lastEnd, others.notes.lastEnd),
    });
  }

  /** Whether none belongs to one of `units`. */
  #isWithout(units: ReadonlySet<number>): boolean {
    if (this.all.length === 0 || units.size === 0) return true;
    this.#units ??= new Set(this.all.map(({ unit }) => unit));
    const own = this.#units;
    const [few, many] = own.size < units.size ? [own, units] : [units, own];
    for (const unit of few) if (many.has(unit)) return false;
    return true;
  }

  /**
   * Claims in `context` what those claim that stand in front of message `until`, but for those of the units `again`, and notes in `stale`
   * the units that asked for claims that are not what they were. Begins at `step`, and returns where to go on.
   */
  replay(
    context: FindingContext,
    step: number,
    until: number,
    { again, stale }: { readonly again?: ReadonlySet<number> | undefined; readonly stale: Set<number> },
  ): number {
    if (this.all.length === 0) return step;
    const { steps } = this.notes;
    const skipped = again === undefined || this.#isWithout(again) ? undefined : again;
    let at = step;
    for (; at < steps.length; at += 2) {
      const look = steps[at] ?? 0;
      if (until !== Number.POSITIVE_INFINITY && (this.all[look]?.at ?? 0) >= until) break;
      if (skipped?.has(this.all[look]?.unit ?? 0)) continue;
      const code = steps[at + 1] ?? 0;
      const message = code >>> BITS;
      const kind = code & 7;
      if (kind >= Step.claim) context.claim(message, kind === Step.blame);
      else if (context.isKnown(message, (kind & 2) !== 0) !== ((kind & 1) !== 0)) stale.add(this.all[look]?.unit ?? 0);
    }
    return at;
  }
}

const NO_UNITS: ReadonlySet<number> = new Set();

export const NO_LOOKS = new Looks([]);

function notesOf(looks: readonly Look[]): Notes {
  const steps: number[] = [];
  let lastMessage = -1;
  let lastEnd = -1;
  for (const [place, { at, found, asked }] of looks.entries()) {
    lastMessage = Math.max(lastMessage, at);
    for (const { message, ofFailure, answer } of asked) {
      lastMessage = Math.max(lastMessage, message);
      steps.push(place, (message << BITS) | Step.ask | (ofFailure ? 2 : 0) | (answer ? 1 : 0));
    }
    for (const { finding, claims } of found) {
      lastMessage = Math.max(lastMessage, finding.about);
      lastEnd = Math.max(lastEnd, finding.span.end);
      for (const { span } of finding.related) lastEnd = Math.max(lastEnd, span.end);
      for (const message of claims) {
        lastMessage = Math.max(lastMessage, message);
        steps.push(place, (message << BITS) | (saysFailure(finding) ? Step.blame : Step.claim));
      }
    }
  }
  return { steps: Uint32Array.from(steps), lastMessage, lastEnd };
}

/** The notes of looks behind a change; `places` are those that they have then, -1 for those that are gone. */
function movedNotes({ steps, lastMessage, lastEnd }: Notes, places: Int32Array, shift: Shift): Notes {
  const moved = new Uint32Array(steps.length);
  let length = 0;
  for (let at = 0; at < steps.length; at += 2) {
    const place = places[steps[at] ?? 0] ?? -1;
    if (place === -1) continue;
    const step = steps[at + 1] ?? 0;
    moved[length++] = place;
    moved[length++] = shift.movesMessages ? (shift.index(step >>> BITS) << BITS) | (step & (2 ** BITS - 1)) : step;
  }
  return { steps: moved.subarray(0, length), ...shift.last(lastMessage, lastEnd) };
}

/** Whether two looks at one subject found the same. */
export function isAlike(one: Look, other: Look | undefined): boolean {
  return (
    one.unit === other?.unit &&
    one.at === other.at &&
    sameLists(one.asked, other.asked, (asked, before) => sameParts(asked, before)) &&
    sameLists(one.found, other.found, isFoundAlike)
  );
}

const isFoundAlike = (one: KeptFound, other: KeptFound): boolean => {
  const { span, related, ...finding } = one.finding;
  const { span: spanBefore, related: relatedBefore, ...before } = other.finding;
  return (
    one.key === other.key &&
    sameLists(one.claims, other.claims, (claim, claimBefore) => claim === claimBefore) &&
    sameParts(finding, before) &&
    sameParts(span, spanBefore) &&
    sameLists(
      related,
      relatedBefore,
      (place, placeBefore) => place.message === placeBefore.message && sameParts(place.span, placeBefore.span),
    )
  );
};

const sameLists = <T>(one: readonly T[], other: readonly T[], isSame: (one: T, other: T) => boolean): boolean =>
  one.length === other.length && one.every((value, at) => isSame(value, other[at] as T));

const sameParts = <T extends object>(one: T, other: T): boolean =>
  (Object.keys(one) as (keyof T)[]).every((key) => one[key] === other[key]);
