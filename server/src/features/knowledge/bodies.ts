import { type XmlElement, xmlElement } from '../../trace/tables';
import { type Explanation, worded } from '../explanation';

/** An element of a document whose outermost element is `document`; `*` where the document does not matter. */
export function explainXmlElement(document: string, name: string): Explanation | undefined {
  const row = xmlElement(document, name);
  return row && explainedElement(row);
}

/** A row of the table, told without its document where it means the same in several. */
export const explainedElement = ({ document, element, meaning, certainty, source }: XmlElement): Explanation => ({
  title: `<${element}>${document === '*' || document === element ? '' : ` in <${document}>`} (XML)`,
  summary: worded(meaning, certainty),
  details: [],
  source,
});
