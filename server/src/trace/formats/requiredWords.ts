/** Above so many words a search for each of them costs more than it saves. */
const MOST_WORDS = 8;

/**
 * Words one of which stands in every text that `expression` matches, as long as possible; none when that can't be told.
 * Blanks alone are no word. `a (?:RX|TX) .*` gives `RX` and `TX`, `\[sbc\] (?:RX|TX)` gives `[sbc] `.
 */
export function requiredWords(expression: string): readonly string[] {
  // Words are searched for as they stand.
  if (ignoresCase(expression)) return [];
  const words = new Reader(expression).alternatives();
  return words.length > MOST_WORDS ? [] : words;
}

/**
 * Offsets in `expression` behind its parts, each with its repetition; empty when it has alternatives that stand in no
 * group. What stands in front of one of them is an expression too.
 */
export function partEnds(expression: string): readonly number[] {
  const reader = new Reader(expression);
  const ends: number[] = [];
  while (!reader.isAtEnd) {
    if (reader.next === '|' || reader.next === ')') return [];
    reader.item();
    ends.push(reader.at);
  }
  return ends;
}

/** The text that each match of `expression` begins with at the beginning of the line; empty when that can't be told. */
export function leadingText(expression: string): string {
  if (!expression.startsWith('^') || partEnds(expression).length === 0 || ignoresCase(expression)) return '';
  const reader = new Reader(expression);
  let leading = '';
  while (!reader.isAtEnd) {
    const demand = reader.item();
    if (!('text' in demand)) break;
    leading += demand.text;
  }
  return leading;
}

const ignoresCase = (expression: string): boolean => /\(\?[a-zA-Z]*i/.test(expression);

/** Letters behind a backslash that stand for a place, which has no length. */
const PLACES = 'bBAzZ';

/** What one part of an expression demands: this very text, one of some words, or nothing that is known. */
type Demand = { readonly text: string } | { readonly words: readonly string[] };

const NOTHING: Demand = { words: [] };

/** Reads an expression as far as needed to tell what its matches hold; what it does not know demands nothing. */
class Reader {
  at = 0;

  constructor(readonly expression: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.expression.length;
  }

  get next(): string {
    return this.expression[this.at] ?? '';
  }

  /** Words one of which any of the alternatives up to the end of the group demands. */
  alternatives(): readonly string[] {
    const each = [this.#sequence()];
    while (this.next === '|') {
      this.at++;
      each.push(this.#sequence());
    }
    return each.some((words) => words.length === 0) ? [] : [...new Set(each.flat())];
  }

  /** The best words that the parts up to `|`, `)` or the end demand. */
  #sequence(): readonly string[] {
    let best: readonly string[] = [];
    let run = '';
    const offer = (words: readonly string[]): void => {
      if (weight(words) > weight(best)) best = words;
    };
    while (!this.isAtEnd && this.next !== '|' && this.next !== ')') {
      const demand = this.item();
      if ('text' in demand) run += demand.text;
      else {
        offer([run]);
        run = '';
        offer(demand.words);
      }
    }
    offer([run]);
    return best;
  }

  /** Reads one part with its repetition. */
  item(): Demand {
    const demand = this.#atom();
    const [repetition, least] = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.expression.slice(this.at)) ?? [];
    if (repetition === undefined) return demand;
    this.at += repetition.length;
    if (repetition.startsWith('*') || repetition.startsWith('?') || least === '0') return NOTHING;
    // What follows stands behind the last repetition, so the text in front of it does not go on.
    return 'text' in demand ? { words: demand.text.trim() === '' ? [] : [demand.text] } : demand;
  }

  #atom(): Demand {
    const start = this.next;
    this.at++;
    switch (start) {
      case '(':
        return this.#group();
      case '[':
        return this.#class();
      case '\\':
        return this.#escape();
      case '^':
      case '$':
        return { text: '' };
      case '.':
        return NOTHING;
      default:
        return { text: start };
    }
  }

  #group(): Demand {
    const [opening = ''] = /^\?(?:P?<[^>]*>|[a-zA-Z-]*:|[a-zA-Z-]*(?=\)))/.exec(this.expression.slice(this.at)) ?? [];
    this.at += opening.length;
    const words = this.alternatives();
    this.at++;
    return { words };
  }

  #class(): Demand {
    if (this.next === '^') this.at++;
    // A bracket that comes first stands for itself.
    if (this.next === ']') this.at++;
    while (!this.isAtEnd && this.next !== ']') {
      const [named] = /^\[:\^?\w+:\]/.exec(this.expression.slice(this.at)) ?? [];
      this.at += named?.length ?? (this.next === '\\' ? 2 : 1);
    }
    this.at++;
    return NOTHING;
  }

  #escape(): Demand {
    const letter = this.next;
    this.at++;
    if (/[^A-Za-z0-9]/.test(letter)) return { text: letter };
    if (PLACES.includes(letter)) return { text: '' };
    if (letter === 't') return { text: '\t' };
    const [rest = ''] =
      /^(?:x\{[0-9A-Fa-f]*\}|x[0-9A-Fa-f]{2}|u\{[0-9A-Fa-f]*\}|u[0-9A-Fa-f]{4}|[pP](?:\{[^}]*\}|.)|c.|[0-7]{1,3})/.exec(
        letter + this.expression.slice(this.at),
      ) ?? [];
    this.at += Math.max(0, rest.length - 1);
    return NOTHING;
  }
}

/** How well a search for `words` tells lines apart: the length of the shortest, without blanks around it. */
const weight = (words: readonly string[]): number =>
  words.length === 0 ? 0 : Math.min(...words.map((word) => word.trim().length));
