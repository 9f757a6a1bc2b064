import { msDiagnosticId, statusCode } from '../trace/tables';
import type { Explanation } from './explanation';
import {
  explainEventPackage,
  explainHeaderField,
  explainHresult,
  explainMethod,
  explainMsDiagnostics,
  explainMsParameter,
  explainOptionTag,
  explainStatusCode,
} from './knowledge';

/**
 * Everything that `term` may mean: a code, a name or a compact form, such as `2013`, `ms-diagnostics 4005`, `REGISTER`
 * or `k`. Empty when nothing is known about it.
 */
export function explainTerm(term: string): Explanation[] {
  const word = term.trim();
  const [, kind, rest] =
    /^(ms-diagnostics|ms-client-diagnostics|ms-diagnostics-public|status|SIP)\s+(\d{1,9})$/i.exec(word) ?? [];
  if (kind !== undefined && rest !== undefined) {
    const number = Number(rest);
    return known([/^ms-/i.test(kind) ? explainMsDiagnostics(number) : explainStatusCode(number)]);
  }
  if (/^\d{1,9}$/.test(word)) return explainNumber(Number(word));
  return known([
    explainMethod(word.toUpperCase() === word ? word : ''),
    explainHeaderField(word),
    explainOptionTag(word),
    explainEventPackage(word),
    explainMsParameter(word),
    /^0x/i.test(word) ? explainHresult(word) : undefined,
  ]);
}

/** A bare number means whatever the tables hold; only where they hold nothing does the owner of its range say something. */
function explainNumber(number: number): Explanation[] {
  const documented = known([
    statusCode(number) && explainStatusCode(number),
    msDiagnosticId(number) && explainMsDiagnostics(number),
  ]);
  if (documented.length > 0) return documented;
  return known([explainStatusCode(number), explainMsDiagnostics(number)]);
}

const known = (explanations: readonly (Explanation | undefined)[]): Explanation[] =>
  explanations.filter((explanation) => explanation !== undefined);
