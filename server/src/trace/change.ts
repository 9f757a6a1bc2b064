/** A change of a text: what stood from `start` to `end` is replaced by `length` UTF-16 units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

/** What a change of a log did to its tables. */
export interface Change {
  readonly edit: Edit;
  /** Messages and records in front of the change that are the same. */
  readonly kept: number;
  readonly keptRecords: number;
  /** Messages and records behind it that are the same. */
  readonly moved: number;
  readonly movedRecords: number;
  /** Whether as many messages stand between them as before, and are tied to others as those were. */
  readonly isTiedLike: boolean;
  /** Call-ID, method and sent-by, as numbers among the names, of the messages that stood between them before. */
  readonly gone: readonly { readonly call: number; readonly method: number; readonly sentBy: number }[];
  /** Call-IDs that the records there named without having a message, and their kinds. */
  readonly goneRecords: readonly { readonly call: number; readonly kind: number }[];
}

/** What two edits do, one after the other, as one. */
export function joinedEdits(first: Edit, second: Edit): Edit {
  const firstEnd = first.start + first.length;
  const start = Math.min(first.start, second.start);
  // What the second one takes beyond what the first one put there stood behind it.
  const beyond = Math.max(0, second.end - firstEnd);
  const before = first.end + beyond;
  const end = Math.max(firstEnd, second.end) + second.length - (second.end - second.start);
  return { start, end: before, length: end - start };
}

/** What two changes do, one after the other, as one. */
export const joinedChanges = (first: Change, second: Change): Change => ({
  edit: joinedEdits(first.edit, second.edit),
  kept: Math.min(first.kept, second.kept),
  keptRecords: Math.min(first.keptRecords, second.keptRecords),
  moved: Math.min(first.moved, second.moved),
  movedRecords: Math.min(first.movedRecords, second.movedRecords),
  isTiedLike: first.isTiedLike && second.isTiedLike,
  gone: [...first.gone, ...second.gone],
  goneRecords: [...first.goneRecords, ...second.goneRecords],
});
