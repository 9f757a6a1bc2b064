/** What is known about one thing: the answer first, then what goes with it. Plain text without any markup. */
export interface Explanation {
  /** The thing itself: `421 Extension Required`. */
  readonly title: string;
  /** The answer in a sentence or two. */
  readonly summary: string;
  /** Further sentences, the most useful first. */
  readonly details: readonly string[];
  /** A piece of a log that shows it. */
  readonly example?: string;
  /** Where it says so: documents with sections, public addresses; separated by `; `. */
  readonly source: string;
}

/** A fact that rests on general knowledge is marked as such. */
export const worded = (text: string, certainty: 'known' | 'likely'): string =>
  certainty === 'likely' ? `Likely: ${text}` : text;

/** The parts that say something. */
export const sentences = (...parts: readonly (string | undefined | false)[]): string[] =>
  parts.filter((part): part is string => typeof part === 'string' && part !== '');
