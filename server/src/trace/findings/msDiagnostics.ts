import type { Message } from '../message';
import { isDocumentedReason } from '../microsoft/documentedReason';
import { type MsDiagnostics, msDiagnosticsOf } from '../microsoft/msDiagnostics';
import { addressIn } from '../sip/addressOfRecord';
import { msDiagnosticId, msDiagnosticsRange, statusCode } from '../tables';
import { printable } from '../text/printable';
import { statusText } from './failedTransaction';
import { copiesOf, copyPlaces } from './guards/copies';
import { keepAliveSentence } from './guards/keepAlive';
import { KIND } from './messageKinds';
import type { Rule, RulePage, Severity } from './rule';

/** What differs between the header fields that carry an account. */
interface Row {
  readonly code: string;
  readonly severity: Severity;
  /** The account of `message` that the rule speaks of; `undefined` when it has none of its kind. */
  accountOf(message: Message): MsDiagnostics | undefined;
  readonly source: string;
  readonly page: Omit<RulePage, 'example'>;
  /** The header field of the example, a 504 or a BYE. */
  readonly example: { readonly start: string; readonly method: string; readonly field: string };
}

const SERVER_FIELD = 'ms-diagnostics';
const CLIENT_FIELD = 'ms-client-diagnostics';
const SERVER_ADVICE =
  'Go by the number and the reason, then look at the server that is named as the source: its own log has the same call. Hover ' +
  'over the number for what helped others.';

/** Accounts of servers, the internal form in front of the public one. */
const accountsOfServers = (message: Message): MsDiagnostics[] =>
  msDiagnosticsOf(message).filter(({ field }) => field.key !== CLIENT_FIELD);

const ROWS = {
  server: {
    code: 'ms-diagnostics',
    severity: 'warning',
    accountOf: (message) => {
      const [account] = accountsOfServers(message);
      return account?.field.key === SERVER_FIELD ? account : undefined;
    },
    source: '[MS-OCER] 2.2.1.1',
    page: {
      title: 'A server of Microsoft says what went wrong',
      meaning:
        'A response, a BYE or a CANCEL carries ms-diagnostics: a number, the reason in words and the server that gives them. ' +
        'The message repeats them and adds what the number means, or which component owns it when it is not documented. In a ' +
        'challenge, in an answer that is no failure and in most BYEs it is news. Silent where another finding explains the ' +
        'same response.',
      advice: SERVER_ADVICE,
    },
    example: {
      start: 'SIP/2.0 504 Server time-out',
      method: 'INVITE',
      field:
        'ms-diagnostics: 1047;reason="Failed to complete TLS negotiation with a federated peer server";source="sip.contoso.com"',
    },
  },
  outside: {
    code: 'ms-diagnostics-public',
    severity: 'warning',
    accountOf: (message) => {
      const [account] = accountsOfServers(message);
      return account?.field.key === SERVER_FIELD ? undefined : account;
    },
    source: '[MS-OCER] 2.2.1.2',
    page: {
      title: 'A server of Microsoft says outside what went wrong',
      meaning:
        'A response, a BYE or a CANCEL carries ms-diagnostics-public, the form for users outside of the organisation: a number ' +
        'and the reason in words, but never the server that gives them. The message adds what the number means. In a challenge, ' +
        'in an answer that is no failure and in most BYEs it is news. Silent where ms-diagnostics or another finding explains ' +
        'the same response.',
      advice:
        'Go by the number and the reason. Which server gave them stands only in the log of the organisation that refused: ask ' +
        'its administrator, with the time and the Call-ID.',
    },
    example: {
      start: 'SIP/2.0 504 Server time-out',
      method: 'INVITE',
      field: 'ms-diagnostics-public: 1047;reason="Failed to complete TLS negotiation with a federated peer server"',
    },
  },
  client: {
    code: CLIENT_FIELD,
    severity: 'information',
    accountOf: (message) => {
      const account = msDiagnosticsOf(message).find(({ field }) => field.key === CLIENT_FIELD);
      return account !== undefined && accountsOfServers(message).length === 0 ? account : undefined;
    },
    source: '[MS-OCER] 2.2.1',
    page: {
      title: 'A client of Microsoft says what happened',
      meaning:
        'A BYE, a CANCEL or a response carries ms-client-diagnostics: a number and a reason of the client, such as media that ' +
        'found no way. A hint where the number stands for an orderly end. Silent where another finding explains the message.',
      advice:
        'Go by the number and the reason; hover over the number for what helped others. For media failures compare the addresses ' +
        'that both sides offer, and check the edge server and the firewalls in between.',
    },
    example: {
      start: 'BYE sip:bob@contoso.com SIP/2.0',
      method: 'BYE',
      field: 'ms-client-diagnostics: 52031;reason="Call terminated on media connectivity failure"',
    },
  },
} satisfies Readonly<Record<string, Row>>;

/**
 * Findings about messages that carry an account of a failure which no rule above explains: one rule for each header field.
 * One problem for all copies of a response on other legs. Span: the ErrorId and its parameters. [MS-OCER] 2.2.1.
 */
const ruleOf = (row: Row): Rule => ({
  code: row.code,
  severity: row.severity,
  scope: 'message',
  kinds: KIND.diagnosed,
  source: row.source,
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/88f739c4-83cf-480e-bd53-fe2d311aad3f',
  page: { ...row.page, example: exampleOf(row) },
  find: (message, context) => {
    if (message.isRequest && message.method !== 'BYE' && message.method !== 'CANCEL') return [];
    if (context.isClaimed(message)) return [];
    const account = row.accountOf(message);
    if (account === undefined) return [];
    const pings = message.isResponse ? context.otherPingAnswers(message) : [];
    const alike = copiesOf(message);
    // The same answer on another leg, or in a log that was copied: it is explained there.
    if (alike.some((copy) => context.isClaimed(copy))) return [];
    const copies = [...alike, ...pings];
    const answer = message.isResponse
      ? ` (${statusText(message)} to the ${message.method}${betweenWhom(message)})`
      : ` (${message.method}${betweenWhom(message)})`;
    const isClient = row.code === CLIENT_FIELD;
    const isRepaired =
      !isClient &&
      isConflict(message) &&
      context.successBehindOf(message.trace.transactionOf(message), PUBLISHES_AGAIN) !== undefined;
    return [
      {
        span: message.inLog(account.span),
        about: message,
        claims: copies,
        more: pings.length,
        msDiagnostics: account.id,
        kind: [account.id, account.reason, account.source, message.statusCode, message.method].join('\n'),
        severity:
          pings.length > 0
            ? 'hint'
            : isClient
              ? clientSeverityOf(account)
              : isRepaired
                ? 'information'
                : severityOf(message, account),
        related: [{ span: message.startLineSpan, message: 'The message that carries it' }, ...copyPlaces(copies)],
        message: `${isClient ? 'The client reports: ' : ''}${accountSentence(account)}${answer}${pings.length > 0 ? keepAliveSentence(message) : ''}${isRepaired ? ' Another try behind it succeeded.' : ''}`,
      },
    ];
  },
});

/** A client that publishes over a newer version of its presence takes that version and publishes again, in ms: UCMA does. */
const PUBLISHES_AGAIN = 32_000;
const isConflict = ({ statusCode: code, method }: Message): boolean => code === 409 && method === 'SERVICE';

/** Finding `ms-diagnostics`: what a server says of a failure. */
export const msDiagnostics: Rule = ruleOf(ROWS.server);
/** Finding `ms-diagnostics-public`: what a server says of it to users outside. */
export const msDiagnosticsPublic: Rule = ruleOf(ROWS.outside);
/** Finding `ms-client-diagnostics`: what a client says. It goes behind all rules about failed requests, since it is news only. */
export const msClientDiagnostics: Rule = ruleOf(ROWS.client);

/** ` of alice@contoso.com to bob@contoso.com`, as far as `message` names them; a REGISTER names one user only. */
function betweenWhom(message: Message): string {
  const from = printable(addressIn(message, 'from'), LONGEST_ADDRESS);
  const to = printable(addressIn(message, 'to'), LONGEST_ADDRESS);
  return `${from === '' ? '' : ` of ${from}`}${to === '' || to === from ? '' : ` to ${to}`}`;
}

/** Longest address that a message names, in UTF-16 units. */
const LONGEST_ADDRESS = 120;

const clientSeverityOf = (account: MsDiagnostics): Severity =>
  msDiagnosticId(account.id ?? -1)?.isNews === true ? 'hint' : 'information';

function exampleOf({ example: { start, method, field } }: Row): string {
  const common = (toTag: string): string => `Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@contoso.com>;tag=1
To: <sip:bob@contoso.com>${toTag}
Call-ID: 1
CSeq: 1 ${method}`;
  if (!start.startsWith('SIP/')) {
    return `${start}\n${common(';tag=2')}\n${field}\n\nSIP/2.0 200 OK\n${common(';tag=2')}\n\n`;
  }
  return `${method} sip:bob@contoso.com SIP/2.0\n${common('')}\n\n${start}\n${common(';tag=2')}\n${field}\n\n`;
}

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
    return `${head} ${owner} Its meaning is not documented here, so go by the reason${source === '' ? '' : ' and the server named'}.`;
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
