import type { Explanation } from '../features/explanation';
import {
  explainEventPackage,
  explainHeaderField,
  explainHresult,
  explainMethod,
  explainMsDiagnostics,
  explainMsParameter,
  explainOptionTag,
  explainStatusCode,
} from '../features/knowledge';
import { explanationBlocks, plainText } from '../features/richText';
import { msDiagnosticId, statusCode } from '../trace/tables';
import { type Io, parseOptions, UsageError } from './usage';

/**
 * `sip-trace explain`: what is known about each term. Returns 1 when nothing is known about one of them, else 0. Several
 * words are one term where that makes sense: `explain ms-diagnostics 4005`.
 */
export function explain(args: readonly string[], io: Io): number {
  const { names } = parseOptions(args, {});
  if (names.length === 0) throw new UsageError('explain needs a term, such as 2013, 421, REGISTER or Supported');
  const whole = names.length > 1 ? explanationsOf(names.join(' ')) : [];
  const terms = whole.length > 0 ? [names.join(' ')] : names;
  let status = 0;
  const texts: string[] = [];
  for (const term of terms) {
    const found = explanationsOf(term);
    if (found.length === 0) {
      io.error(`sip-trace: nothing is known about "${term}"\n`);
      status = 1;
    }
    texts.push(...found.map((explanation) => `${plainText(explanationBlocks(explanation))}\n`));
  }
  io.out(texts.join('\n'));
  return status;
}

/** Everything that `term` may mean. */
export function explanationsOf(term: string): Explanation[] {
  const word = term.trim();
  const [, kind, rest] =
    /^(ms-diagnostics|ms-client-diagnostics|ms-diagnostics-public|status|SIP)\s+(\d{1,9})$/i.exec(word) ?? [];
  if (kind !== undefined && rest !== undefined) {
    const number = Number(rest);
    return known([/^ms-/i.test(kind) ? explainMsDiagnostics(number) : explainStatusCode(number)]);
  }
  if (/^\d{1,9}$/.test(word)) return numberExplanations(Number(word));
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
function numberExplanations(number: number): Explanation[] {
  const documented = known([
    statusCode(number) && explainStatusCode(number),
    msDiagnosticId(number) && explainMsDiagnostics(number),
  ]);
  if (documented.length > 0) return documented;
  return known([explainStatusCode(number), explainMsDiagnostics(number)]);
}

const known = (explanations: readonly (Explanation | undefined)[]): Explanation[] =>
  explanations.filter((explanation) => explanation !== undefined);
