import type { Message } from '../message';
import { type MsDiagnostics, msDiagnosticsOf } from '../microsoft/msDiagnostics';
import { msDiagnosticId, msDiagnosticsRange, statusCode } from '../tables';
import { copiesOf } from './copies';
import type { Rule, Severity } from './rule';

/**
 * Finding `ms-diagnostics`: a response, BYE or CANCEL carries a server's account of a failure that no rule above
 * explains. One problem for all copies of a response on other legs. Span: the ErrorId and its parameters. [MS-OCER] 2.2.1.1.
 */
export const msDiagnostics: Rule = {
  code: 'ms-diagnostics',
  severity: 'warning',
  scope: 'message',
  source: '[MS-OCER] 2.2.1.1',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/88f739c4-83cf-480e-bd53-fe2d311aad3f',
  find: (message, context) => {
    if (message.isRequest && message.method !== 'BYE' && message.method !== 'CANCEL') return [];
    if (context.isClaimed(message)) return [];
    const account = msDiagnosticsOf(message).find(({ field }) => field.key !== 'ms-client-diagnostics');
    if (account === undefined) return [];
    const copies = copiesOf(message);
    const answer = message.isResponse
      ? ` (${message.statusCode} ${message.reasonPhrase} to ${message.method})`
      : ` (${message.method})`;
    return [
      {
        span: account.span,
        about: message,
        claims: copies,
        msDiagnostics: account.id,
        severity: severityOf(message),
        related: [
          { span: message.startLineSpan, message: 'The message that carries it' },
          ...copies.map((copy) => ({ span: copy.startLineSpan, message: 'The same answer on another leg of its way' })),
        ],
        message: `${accountSentence(account)}${answer}`,
      },
    ];
  },
};

/** News in a provisional or successful response is no fault, nor is busy or cancelled; in a challenge it explains an expected step. */
function severityOf(message: Message): Severity {
  const { statusCode: code } = message;
  if (code === 401 || code === 407) return 'hint';
  if (message.isRequest) return message.method === 'CANCEL' ? 'information' : 'warning';
  return code < 300 || (statusCode(code)?.outcome ?? 'failure') !== 'failure' ? 'information' : 'warning';
}

/**
 * An account in a sentence or three: the ErrorId, the server's own reason, who says so, what it means and what helped
 * others. For an id that nobody has documented: which component owns its range.
 */
export function accountSentence(account: MsDiagnostics): string {
  const { id, reason, source } = account;
  const from = source === '' ? '' : ` Reported by ${source}.`;
  if (id === undefined) return `The server gives an account without a number: "${reason || 'no reason given'}".${from}`;
  const row = msDiagnosticId(id);
  const words = reason || row?.reason || 'no reason given';
  const head = `ms-diagnostics ${id}: ${ended(words)}${from}`;
  if (row === undefined) {
    const range = msDiagnosticsRange(id);
    const owner =
      range === undefined ? 'No component is known to own this number.' : `The number belongs to: ${range.component}.`;
    return `${head} ${owner} Its meaning is not documented here, so go by the reason and the server named.`;
  }
  if (reason !== '' && !sayTheSame(reason, [row.reason, row.otherReasons])) {
    return `${head} The specification documents this number as "${row.reason ?? row.meaning}"; this server uses it with another reason, so go by the reason.`;
  }
  return [head, row.meaning, row.advice].filter((part) => part !== undefined).join(' ');
}

/** Whether the server's reason means one of those known: most words of the shorter stand in the longer. */
function sayTheSame(reason: string, known: readonly (string | undefined)[]): boolean {
  const texts = known.filter((text) => text !== undefined).flatMap((text) => text.split(' | '));
  return texts.length === 0 || texts.some((text) => overlap(wordsOf(reason), wordsOf(text)) > 0.5);
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []);

/** Share of the smaller set that lies in the larger; 1 when one of them is empty. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  if (small.size === 0) return 1;
  return [...small].filter((word) => large.has(word)).length / small.size;
}

const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);
