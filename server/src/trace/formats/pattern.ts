import type { Groups } from '../envelope';

/** An expression over one line of a log. A `RegExp` without state is one. */
export interface Pattern {
  /** The expression as written. */
  readonly source: string;
  test(line: string): boolean;
  exec(line: string): PatternMatch | null;
}

/** Where a pattern was found. */
export interface PatternMatch {
  readonly 0: string;
  readonly index: number;
  readonly groups?: Groups | undefined;
}

/** `pattern`, asked only about lines that hold one of `words`; about all lines when there are none. */
export function onlyWith(words: readonly string[], pattern: Pattern): Pattern {
  if (words.length === 0) return pattern;
  const mayMatch = (line: string): boolean => words.some((word) => line.includes(word));
  return {
    source: pattern.source,
    test: (line) => mayMatch(line) && pattern.test(line),
    exec: (line) => (mayMatch(line) ? pattern.exec(line) : null),
  };
}

/** Finds what the first of `patterns` that matches finds. */
export const firstOf = (patterns: readonly Pattern[]): Pattern => ({
  source: patterns.map(({ source }) => source).join('|'),
  test: (line) => patterns.some((pattern) => pattern.test(line)),
  exec(line) {
    for (const pattern of patterns) {
      const match = pattern.exec(line);
      if (match !== null) return match;
    }
    return null;
  },
});
