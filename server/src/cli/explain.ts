import { explainTerm } from '../features/explainTerm';
import { explanationBlocks, plainText } from '../features/richText';
import { type Io, parseOptions, UsageError } from './usage';

/**
 * `sip-trace explain`: what is known about each term. Returns 1 when nothing is known about one of them, else 0. Several
 * words are one term where that makes sense: `explain ms-diagnostics 4005`.
 */
export function explain(args: readonly string[], io: Io): number {
  const { names } = parseOptions(args, {});
  if (names.length === 0) throw new UsageError('explain needs a term, such as 2013, 421, REGISTER or Supported');
  const whole = names.length > 1 ? explainTerm(names.join(' ')) : [];
  const terms = whole.length > 0 ? [names.join(' ')] : names;
  let status = 0;
  const texts: string[] = [];
  for (const term of terms) {
    const found = explainTerm(term);
    if (found.length === 0) {
      io.error(`sip-trace: nothing is known about "${term}"\n`);
      status = 1;
    }
    texts.push(...found.map((explanation) => `${plainText(explanationBlocks(explanation))}\n`));
  }
  io.out(texts.join('\n'));
  return status;
}
