import { SaxesParser } from 'saxes';

/** An element as far as it was read; places are offsets of the text that was given. */
export interface XmlElement {
  /** Name without its prefix: `tuple` of `p:tuple`. */
  readonly name: string;
  /** The value of `xmlns`, or of `xmlns:` and the prefix, on the element itself; empty when it is not there. */
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  /** Index of the element around it in `XmlDocument.elements`; -1 for the outermost. */
  readonly parent: number;
  /** From `<` to behind `>` of its first tag. */
  readonly start: number;
  readonly tagEnd: number;
  /** Behind its last tag; where reading ended when the last tag is not there. */
  end: number;
  /** Text directly in it, at most 200 characters. */
  text: string;
}

export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
}

export interface XmlDocument {
  /** In the order of their first tags. */
  readonly elements: readonly XmlElement[];
  /** What is wrong first, and where; `undefined` for a document that is well formed as far as it was read. */
  readonly fault: { readonly what: string; readonly at: number } | undefined;
  /** How many characters were read; less than the text where it is longer or deeper than what is read. */
  readonly readTo: number;
}

/** Characters that are read of a document, its depth and its elements: far more than any that SIP carries. */
export const LONGEST_XML = 128 * 1024;
const DEEPEST = 100;
const MOST_ELEMENTS = 20_000;
const LONGEST_TEXT = 200;

/** Faults behind which a text is taken for something else than XML. */
const MOST_FAULTS = 50;

/**
 * Reads a document forward once. Entities other than the five of XML itself are not expanded, nothing is fetched, and a
 * document that is not well formed gives what stands before the fault, and behind it as far as it makes sense.
 */
export function readXml(text: string): XmlDocument {
  const read = text.length > LONGEST_XML ? text.slice(0, LONGEST_XML) : text;
  const elements: XmlElement[] = [];
  const open: number[] = [];
  let fault: XmlDocument['fault'];
  let faults = 0;
  let readTo = read.length;
  const parser = new SaxesParser({ position: false });
  parser.on('error', (error) => {
    fault ??= { what: error.message, at: Math.min(parser.position, read.length) };
    if (++faults > MOST_FAULTS) throw new TooMuch(parser.position);
  });
  parser.on('text', (content) => {
    const current = elements[open.at(-1) ?? -1];
    if (current !== undefined && current.text.length < LONGEST_TEXT) {
      current.text = (current.text + content).slice(0, LONGEST_TEXT);
    }
  });
  parser.on('opentag', (tag) => {
    if (open.length >= DEEPEST || elements.length >= MOST_ELEMENTS) throw new TooMuch(parser.position);
    const colon = tag.name.indexOf(':');
    const prefix = colon === -1 ? 'xmlns' : `xmlns:${tag.name.slice(0, colon)}`;
    const attributes = Object.entries(tag.attributes).map(([name, value]) => ({ name, value }));
    const start = Math.max(0, read.lastIndexOf('<', parser.position - 1));
    elements.push({
      name: tag.name.slice(colon + 1),
      namespace: attributes.find(({ name }) => name === prefix)?.value ?? '',
      attributes,
      parent: open.at(-1) ?? -1,
      start,
      tagEnd: parser.position,
      end: parser.position,
      text: '',
    });
    open.push(elements.length - 1);
  });
  parser.on('closetag', () => {
    const closed = elements[open.pop() ?? -1];
    if (closed !== undefined) closed.end = parser.position;
  });
  try {
    parser.write(read);
    // What was cut here is no fault of the document.
    if (read.length === text.length) parser.close();
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    readTo = error.at;
  }
  for (const index of open) (elements[index] as XmlElement).end = readTo;
  return { elements, fault, readTo };
}

class TooMuch extends Error {
  constructor(readonly at: number) {
    super('deeper or longer than what is read');
  }
}
