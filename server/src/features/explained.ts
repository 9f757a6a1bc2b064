import { explainTerm } from './explainTerm';
import { explanationBlocks, markup, plainText } from './richText';

/** What is known about `term` as a Markdown document: the text of the hover for each meaning. `undefined` when nothing is. */
export function explainedMarkdown(term: string): string | undefined {
  const pages = explainTerm(term).map((explanation) => markup(explanationBlocks(explanation), true).value);
  return pages.length === 0 ? undefined : `${pages.join('\n\n---\n\n')}\n`;
}

/** The same without any markup, an empty line between two meanings. */
export function explainedText(term: string): string | undefined {
  const pages = explainTerm(term).map((explanation) => plainText(explanationBlocks(explanation)));
  return pages.length === 0 ? undefined : `${pages.join('\n\n')}\n`;
}
