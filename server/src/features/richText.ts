import { type MarkupContent, MarkupKind } from 'vscode-languageserver-types';
import type { Explanation } from './explanation';

/** A piece of a line. A bare string is plain text, whatever it holds. */
export type Inline =
  | string
  | { readonly strong: string }
  | { readonly code: string }
  | { readonly text: string; readonly link: string };

/** A paragraph, a list or lines as they are, before anybody has decided how they are shown. */
export type Block = readonly Inline[] | { readonly list: readonly (readonly Inline[])[] } | { readonly lines: string };

/** An explanation with facts of this log between the answer and the details. */
export const explanationBlocks = (explanation: Explanation, facts: readonly Block[] = []): Block[] => [
  [{ strong: explanation.title }],
  [explanation.summary],
  ...facts,
  ...(explanation.details.length === 0 ? [] : [{ list: explanation.details.map((detail) => [detail]) }]),
  ...(explanation.example === undefined ? [] : [['An example:'], { lines: explanation.example.trimEnd() }]),
  sourceBlock(explanation.source),
];

/** `Source: …` with a link where a stable public address exists. */
export function sourceBlock(source: string): Inline[] {
  const parts = sourceParts(source).map((part): Inline => {
    const { name, address } = sourceLink(part);
    return address === undefined ? part : { text: name, link: address };
  });
  return ['Source: ', ...parts.flatMap((part, index): Inline[] => (index === 0 ? [part] : ['; ', part]))];
}

/** The documents of a source, each with its section: `RFC 3261 13, RFC 6026` are two, `RFC 3261 13, 17.1` is one. */
const sourceParts = (source: string): string[] => source.split(/; |, (?=RFC \d|\[MS-)/);

/**
 * The first source that will be at its address for years: a section of an RFC or an open specification of Microsoft.
 * `undefined` when all are blogs, repositories and the like.
 */
export function stableLink(source: string): { name: string; address: string } | undefined {
  for (const part of sourceParts(source)) {
    const { name, address } = sourceLink(part);
    if (address !== undefined && STABLE.some((start) => address.startsWith(start))) return { name, address };
  }
  return undefined;
}

const STABLE = ['https://www.rfc-editor.org/rfc/', 'https://learn.microsoft.com/en-us/openspecs/'];

/** A source by its name, with its address where it has one or one is known for its document. */
function sourceLink(part: string): { name: string; address: string | undefined } {
  const given = /https?:\/\/[^\s;]+/.exec(part)?.[0];
  if (given === undefined) return { name: part, address: specificationAddress(part) };
  return { name: part.replace(given, '').trim() || (/^https?:\/\/([^/]+)/.exec(given)?.[1] ?? given), address: given };
}

const WINDOWS_PROTOCOLS = new Set(['MS-SIP', 'MS-SDP', 'MS-NLMP', 'MS-DTYP', 'MS-ERREF', 'MS-KILE']);

/** Address of an RFC or an open specification of Microsoft that `name` begins with. */
function specificationAddress(name: string): string | undefined {
  const [, rfc, section] = /^RFC (\d{3,5})(?: (\d+(?:\.\d+)*))?/.exec(name) ?? [];
  if (rfc !== undefined) {
    return `https://www.rfc-editor.org/rfc/rfc${rfc}${section === undefined ? '' : `#section-${section}`}`;
  }
  const [, document] = /^\[(MS-[A-Za-z0-9]+)\]/.exec(name) ?? [];
  if (document === undefined) return undefined;
  const family = WINDOWS_PROTOCOLS.has(document) ? 'windows_protocols' : 'office_protocols';
  return `https://learn.microsoft.com/en-us/openspecs/${family}/${document.toLowerCase()}/`;
}

/** Blocks as the hover of an editor that shows Markdown, or of one that does not. */
export const markup = (blocks: readonly Block[], markdown: boolean): MarkupContent =>
  markdown
    ? { kind: MarkupKind.Markdown, value: blocks.map(blockAsMarkdown).join('\n\n') }
    : { kind: MarkupKind.PlainText, value: plainText(blocks) };

/** Blocks without any markup, an empty line between two of them. */
export const plainText = (blocks: readonly Block[]): string =>
  blocks
    .map((block) =>
      'list' in block
        ? block.list.map((item) => `- ${item.map(inlineAsText).join('')}`).join('\n')
        : 'lines' in block
          ? block.lines
          : block.map(inlineAsText).join(''),
    )
    .join('\n\n');

const blockAsMarkdown = (block: Block): string =>
  'list' in block
    ? block.list.map((item) => `- ${item.map(inlineAsMarkdown).join('')}`).join('\n')
    : 'lines' in block
      ? fenced(block.lines)
      : block.map(inlineAsMarkdown).join('');

function inlineAsMarkdown(inline: Inline): string {
  if (typeof inline === 'string') return escaped(inline);
  if ('strong' in inline) return `**${escaped(inline.strong.trim())}**`;
  if ('code' in inline) return codeSpan(inline.code);
  return `[${escaped(inline.text)}](<${inline.link.replace(/[<>\s]/g, encodeURIComponent)}>)`;
}

function inlineAsText(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  if ('strong' in inline) return inline.strong;
  if ('code' in inline) return inline.code;
  return inline.text === inline.link || inline.link.includes(inline.text)
    ? inline.link
    : `${inline.text} (${inline.link})`;
}

/** Text as Markdown that shows exactly these characters: nothing in it becomes a link, an image, HTML or a list. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>#|~&$]/g, '\\$&')
    .replace(/^(\s*)([-+])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    // A bare address would become a link.
    .replace(/(:)\/\//g, '$1\u200b//')
    .replace(/\b(www)\./gi, '$1\u200b.')
    .replace(/@(?=\w)/g, '@\u200b');

/** Lines as they are, between fences that are longer than any run of backticks inside. */
function fenced(lines: string): string {
  const fence = '`'.repeat(Math.max(3, longestFence(lines) + 1));
  return `${fence}text\n${lines}\n${fence}`;
}

const longestFence = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** Inline code behind a fence that is longer than any run of backticks inside. */
function codeSpan(text: string): string {
  const longest = longestFence(text);
  const fence = '`'.repeat(longest + 1);
  return longest > 0 || text.startsWith(' ') || text === '' ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}
