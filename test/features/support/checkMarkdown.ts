import assert from 'node:assert/strict';
import { tableRows } from '../../../server/src/trace/tables';

/** Hosts that a hover may link to: those of the specifications, and of the sources in the tables. */
function sourceHosts(): ReadonlySet<string> {
  hosts ??= new Set([
    'www.rfc-editor.org',
    'learn.microsoft.com',
    ...Object.values(tableRows).flatMap((rows) => rows().flatMap((row) => hostsIn(JSON.stringify(row)))),
  ]);
  return hosts;
}
let hosts: ReadonlySet<string> | undefined;

const hostsIn = (text: string): string[] =>
  [...text.matchAll(/https?:\/\/([^/\s";]+)/g)].map(([, host]) => host as string);

/**
 * Whether Markdown shows text of a log as text: outside of code, every character that could begin something is escaped,
 * but for the strong titles, lists and links that a hover itself has; links go to known hosts only.
 */
export function checkMarkdown(markdown: string, where: string): void {
  const withoutCode = markdown.replace(/(?<!\\)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, 'code');
  const withoutLinks = withoutCode.replace(/(?<!\\)\[(?:[^\]\\]|\\.)*\]\(<([^<>\s]*)>\)/g, (_, address: string) => {
    assert.ok(sourceHosts().has(new URL(address).host), `${where} links to ${address}`);
    return 'link';
  });
  const rest = withoutLinks.replace(/\\[\\`*_{}[\]<>#|~&$\-+.)]/g, '').replace(/^\*\*(.*)\*\*$/gm, '$1');
  assert.doesNotMatch(rest, /[`<>[\]*_|~]|:\/\/|\bwww\./, `${where} has live Markdown:\n${markdown}`);
  assert.doesNotMatch(rest, /^\s*(?:#|\d+[.)] |[+*] )/m, `${where} has live Markdown:\n${markdown}`);
}
