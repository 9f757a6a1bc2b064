import { explainedText } from '../features/explained';
import { type Io, parseOptions, UsageError } from './usage';

/**
 * `sip-trace explain`: what is known about each term. Returns 1 when nothing is known about one of them, else 0. Words
 * that make sense together are one term: `explain ms-diagnostics 4005 Q.850 17 k` are three.
 */
export function explain(args: readonly string[], io: Io): number {
  const { names } = parseOptions(args, {});
  if (names.length === 0) throw new UsageError('explain needs a term, such as 2013, 421, REGISTER or Supported');
  const texts: string[] = [];
  let status = 0;
  for (let at = 0; at < names.length; ) {
    const { text, words } = longestTerm(names.slice(at));
    if (text === undefined) {
      io.error(`sip-trace: nothing is known about "${names[at]}"\n`);
      status = 1;
    } else texts.push(text);
    at += words;
  }
  io.out(texts.join('\n'));
  return status;
}

/** Words of the longest terms, such as `event package presence`. */
const MOST_WORDS = 4;

/** The explanation of the longest term that `names` begin with, and of how many words it is. */
function longestTerm(names: readonly string[]): { text: string | undefined; words: number } {
  for (let words = Math.min(MOST_WORDS, names.length); words > 0; words--) {
    const text = explainedText(names.slice(0, words).join(' '));
    if (text !== undefined) return { text, words };
  }
  return { text: undefined, words: 1 };
}
