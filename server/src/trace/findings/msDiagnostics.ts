import { PRESENT } from '../headReader';
import type { Message } from '../message';
import { isDocumentedReason } from '../microsoft/documentedReason';
import { type MsDiagnostics, msDiagnosticsOf } from '../microsoft/msDiagnostics';
import { msDiagnosticId, msDiagnosticsRange, statusCode } from '../tables';
import { copiesOf, copyPlaces } from './guards/copies';
import { keepAliveSentence } from './guards/keepAlive';
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
  page: {
    title: 'A server of Microsoft says what went wrong',
    meaning:
      'A response, a BYE or a CANCEL carries ms-diagnostics or ms-diagnostics-public: a number, the reason in ' +
      'words and the server that gives them. The message repeats them and adds what the number means, or which ' +
      'component owns it when it is not documented. In a challenge, in an answer that is no failure and in most ' +
      'BYEs it is news. Silent where another finding explains the same response.',
    advice:
      'Go by the number and the reason, then look at the server that is named as the source: its own log has ' +
      'the same call. Hover over the number for what helped others.',
    example: `INVITE sip:bob@contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@contoso.com>;tag=1
To: <sip:bob@contoso.com>
Call-ID: 1
CSeq: 1 INVITE

SIP/2.0 504 Server time-out
Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@contoso.com>;tag=1
To: <sip:bob@contoso.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE
ms-diagnostics: 1047;reason="Failed to complete TLS negotiation with a federated peer server";source="sip.contoso.com"

`,
  },
  mayConcern: ({ store }, index) => (store.messages.present.at(index) & PRESENT['ms-diagnostics']) !== 0,
  find: (message, context) => {
    if (message.isRequest && message.method !== 'BYE' && message.method !== 'CANCEL') return [];
    if (context.isClaimed(message)) return [];
    const account = msDiagnosticsOf(message).find(({ field }) => field.key !== 'ms-client-diagnostics');
    if (account === undefined) return [];
    const pings = message.isResponse ? context.otherPingAnswers(message) : [];
    const copies = [...copiesOf(message), ...pings];
    const answer = message.isResponse
      ? ` (${message.statusCode} ${message.reasonPhrase} to ${message.method})`
      : ` (${message.method})`;
    return [
      {
        span: message.inLog(account.span),
        about: message,
        claims: copies,
        more: pings.length,
        msDiagnostics: account.id,
        kind: [account.id, account.reason, account.source, message.statusCode, message.method].join('\n'),
        severity: pings.length > 0 ? 'hint' : severityOf(message, account),
        related: [{ span: message.startLineSpan, message: 'The message that carries it' }, ...copyPlaces(copies)],
        message: `${accountSentence(account)}${answer}${pings.length > 0 ? keepAliveSentence(message) : ''}`,
      },
    ];
  },
};

/** News in a provisional or successful response is no fault, nor is busy or cancelled; in a challenge it explains an expected step. */
function severityOf(message: Message, account: MsDiagnostics): Severity {
  const { statusCode: code } = message;
  if (code === 401 || code === 407) return 'hint';
  // Most calls end with a BYE that says why; only an id that is known as a failure is one.
  if (message.isRequest) {
    const row = msDiagnosticId(account.id ?? -1);
    return message.method === 'BYE' && row !== undefined && row.isNews !== true ? 'warning' : 'information';
  }
  return code < 400 || (statusCode(code)?.outcome ?? 'failure') !== 'failure' ? 'information' : 'warning';
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
  if (!isDocumentedReason(account)) {
    return `${head} The specification documents this number as "${row.reason ?? row.meaning}"; this server uses it with another reason, so go by the reason.`;
  }
  return [head, row.meaning, row.advice].filter((part) => part !== undefined).join(' ');
}

/** Whether `accountSentence` ends with something to do; a documented number may have no advice. */
export const saysWhatToDo = (account: MsDiagnostics): boolean => {
  const row = msDiagnosticId(account.id ?? -1);
  return row === undefined || row.advice !== undefined || !isDocumentedReason(account);
};

const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);
