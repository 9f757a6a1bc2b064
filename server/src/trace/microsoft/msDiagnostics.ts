import type { Message } from '../message';
import type { HeaderField } from '../sip/headerFields';
import { listIn, parametersIn, unescaped } from '../sip/parameters';
import { offsetIn, type Span, trimmed } from '../text/span';
import { MS_DIAGNOSTICS_KEYS } from './msDiagnosticsKeys';

/** A server's or client's own account of a failure. [MS-OCER] 2.2.1. */
export interface MsDiagnostics {
  readonly field: HeaderField;
  /** The whole account: id and parameters. */
  readonly span: Span;
  /** The ErrorId as it stands; not a number in a broken account. */
  readonly idSpan: Span;
  /** The ErrorId; `undefined` when it is not a number. */
  readonly id: number | undefined;
  /** Reason in the server's words; empty when it gives none. */
  readonly reason: string;
  /** Server that set the header field; empty when it does not say (the public form never does). */
  readonly source: string;
  /** All parameters in their order, reason and source among them; names as written. */
  readonly parameters: readonly MsParameter[];
}

export interface MsParameter {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/** Accounts that are read in one header field. A server writes one, and each that it forwards adds one. */
const MOST_ACCOUNTS = 100;

/** Reads the accounts in one header field, the first hundred. */
export function readMsDiagnostics(text: string, field: HeaderField): MsDiagnostics[] {
  const { start, end } = field.value;
  const written = text.slice(start, end);
  return OTHER_QUOTES.test(written)
    ? accountsIn(withPlainQuotes(written), { start: 0, end: written.length }, field).map((account) =>
        moved(account, start),
      )
    : accountsIn(text, field.value, field);
}

/** What web pages and word processors make of a quotation mark. */
const OTHER_QUOTES = /&quot;|[\u201c-\u201f\u2033]/;

/** `written` with quotation marks in their place, and blanks where that makes it shorter, so that offsets stay right. */
function withPlainQuotes(written: string): string {
  let isOpen = false;
  return written.replace(new RegExp(OTHER_QUOTES, 'g'), (mark) => {
    isOpen = !isOpen;
    return isOpen ? '"'.padEnd(mark.length) : '"'.padStart(mark.length);
  });
}

/** The account with its spans behind `by` more characters, and its values without blanks in place of marks. */
function moved(account: MsDiagnostics, by: number): MsDiagnostics {
  const shifted = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  return {
    ...account,
    span: shifted(account.span),
    idSpan: shifted(account.idSpan),
    reason: account.reason.trim(),
    source: account.source.trim(),
    parameters: account.parameters.map((parameter) => ({
      ...parameter,
      value: parameter.value.trim(),
      span: shifted(parameter.span),
    })),
  };
}

function accountsIn(text: string, value: Span, field: HeaderField): MsDiagnostics[] {
  const spans = listIn(text, value).slice(0, MOST_ACCOUNTS);
  return spans.map((span) => {
    const semicolon = offsetIn(text, span, ';');
    const idEnd = semicolon === -1 ? span.end : semicolon;
    const idSpan = trimmed(text, { start: span.start, end: idEnd });
    // The ErrorId may have a sub-code behind a dot: `2013.1`. [MS-OCER] 2.2.1.
    const digits = /^\d{1,9}(?=$|\.\d)/.exec(text.slice(idSpan.start, Math.min(idSpan.end, idSpan.start + 12)))?.[0];
    const parameters: MsParameter[] = [];
    for (const { name, value } of parametersIn(text, { start: Math.min(idEnd + 1, span.end), end: span.end })) {
      parameters.push({
        name: text.slice(name.start, name.end),
        value: value === undefined ? '' : unescaped(text, value),
        span: { start: name.start, end: Math.max(name.end, value?.end ?? 0) },
      });
    }
    const parameterValue = (name: string): string =>
      parameters.find((parameter) => parameter.name.toLowerCase() === name)?.value ?? '';
    return {
      field,
      span,
      idSpan,
      id: digits === undefined ? undefined : Number(digits),
      reason: parameterValue('reason'),
      source: parameterValue('source'),
      parameters,
    };
  });
}

/**
 * All accounts of a message, each id once: the internal form before the public one, the client's last. Either form may
 * carry any id, so rules match the id and not the header field.
 */
export function msDiagnosticsOf(message: Message): readonly MsDiagnostics[] {
  if (!message.has('ms-diagnostics')) return [];
  let accounts = known.get(message);
  if (accounts === undefined) {
    accounts = accountsOf(message);
    known.set(message, accounts);
  }
  return accounts;
}

/** What was read before: many rules ask for the accounts of one message. */
const known = new WeakMap<Message, readonly MsDiagnostics[]>();

function accountsOf(message: Message): MsDiagnostics[] {
  const accounts = new Map<number | undefined, MsDiagnostics>();
  for (const key of MS_DIAGNOSTICS_KEYS) {
    for (const field of message.headersNamed(key)) {
      for (const account of readMsDiagnostics(message.text, field)) {
        if (!accounts.has(account.id)) accounts.set(account.id, account);
      }
    }
  }
  return [...accounts.values()];
}

/** The account of `message` with one of `ids`. */
export const msDiagnosticsWith = (message: Message, ...ids: readonly number[]): MsDiagnostics | undefined =>
  msDiagnosticsOf(message).find(({ id }) => id !== undefined && ids.includes(id));
