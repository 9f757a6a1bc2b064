import { msDiagnosticId } from '../tables';
import type { MsDiagnostics } from './msDiagnostics';

/**
 * Whether the reason on the wire is one that is documented for its ErrorId: most words of the shorter text stand in the
 * longer, since the wording differs by version. A server may use a number for something else; what is known about the
 * number does not hold then. True as well when either text is unknown.
 */
export function isDocumentedReason({ id, reason }: MsDiagnostics): boolean {
  const row = id === undefined ? undefined : msDiagnosticId(id);
  const known = [row?.reason, row?.otherReasons]
    .filter((text) => text !== undefined)
    .flatMap((text) => text.split(' | '));
  if (reason === '' || known.length === 0) return true;
  return known.some((text) => overlap(wordsOf(reason), wordsOf(text)) > 0.5);
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []);

/** Share of the smaller set that lies in the larger; 1 when one of them is empty. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  if (small.size === 0) return 1;
  return [...small].filter((word) => large.has(word)).length / small.size;
}
