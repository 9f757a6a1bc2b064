import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { Pattern, PatternMatch } from '../trace/formats/pattern';

/** Longest expression that anybody can still read. */
const LONGEST = 2000;

/** Instructions that an expression may become: the time that a line takes grows with them. */
const LARGEST_PROGRAM = 500;

/**
 * A pattern of an expression that a person wrote, run by RE2, whose time grows with the length of the line and with nothing
 * else: no expression can make it stop. What only backtracking can do, looking around and going back to a group, does not
 * exist. Throws an `Error` in plain words when the expression is broken.
 */
export function linearPattern(source: string): Pattern {
  if (source.length > LONGEST)
    throw new Error(`This expression is longer than ${LONGEST} characters. Make it shorter.`);
  refuseBacktracking(source);
  const expression = compiled(source);
  const size = expression.programSize();
  if (size > LARGEST_PROGRAM) {
    throw new Error(
      'This expression is too large, mostly because of counted repetitions such as {1,100}. Use * and + instead: here they are ' +
        'never slow.',
    );
  }
  const names = Object.keys(expression.namedGroups());
  /** The line that was asked about last: the same one is asked about several times in a row. */
  let last = '';
  let found: PatternMatch | null | undefined;
  return {
    source,
    test: (line) => expression.test(line),
    exec(line) {
      if (found === undefined || line !== last) {
        last = line;
        found = expression.test(line) ? find(expression, line, names) : null;
      }
      return found;
    },
  };
}

function find(expression: RE2JS, line: string, names: readonly string[]): PatternMatch | null {
  const matcher = expression.matcher(line);
  if (!matcher.find()) return null;
  const groups = Object.fromEntries(names.map((name) => [name, matcher.group(name) ?? undefined]));
  return { 0: matcher.group() ?? '', index: matcher.start(), groups };
}

/** Names what RE2 does not have; its own words for it say little. */
function refuseBacktracking(source: string): void {
  const unescaped = source.replace(/\\[^1-9k]/g, '  ');
  const [around] = /\(\?<?[=!]/.exec(unescaped) ?? [];
  if (around !== undefined) {
    throw new Error(
      `${around}…) looks around, which can take very long and is not available. Match what must stand there, or leave it out.`,
    );
  }
  const [back] = /\\[1-9]|\\k(?=<)/.exec(unescaped) ?? [];
  if (back === undefined) return;
  throw new Error(
    `${back} goes back to what a group has found, which can take very long and is not available. Write the expression again.`,
  );
}

function compiled(source: string): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source));
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const reason = error.getDescription();
    const where = error.getPattern();
    const shown = where === null || where === source ? '' : `: ${where}`;
    throw new Error(`This is no regular expression: ${reason}${shown}. Mind that JSON needs two backslashes for one.`);
  }
}
