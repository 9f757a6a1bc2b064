import type { Message } from './message';
import { listIn, unescaped } from './sip/parameters';
import { type Reason, reasonsOf } from './sip/reason';
import { q850Cause, warnCode } from './tables';
import { printable } from './text/printable';

/** Most values of a header field that are repeated, and their length in UTF-16 units. */
const MOST = 3;
const LONGEST = 120;

/** A warning as a server gives it. RFC 3261 20.43. */
export interface WarningValue {
  readonly code: number;
  readonly text: string;
}

/** The Warning values of `message`, of very many the first. */
export function warningsIn(message: Message): WarningValue[] {
  return message
    .headersNamed('warning')
    .slice(0, MOST)
    .flatMap((field) => listIn(message.text, field.value).slice(0, MOST))
    .map((span) => /^(\d{3})\s+\S+\s+"((?:[^"\\]|\\.){0,300})"?/.exec(message.slice(span)))
    .flatMap((match) =>
      match === null
        ? []
        : [
            {
              code: Number(match[1]),
              text: unescaped(match[2] ?? '', { start: 0, end: (match[2] ?? '').length }),
            },
          ],
    );
}

/** The Reason values of `message` with their protocols in upper case, of very many the first. */
export const reasonsIn = (message: Message): Reason[] =>
  reasonsOf(message)
    .slice(0, MOST)
    .map((reason) => ({ ...reason, protocol: reason.protocol.toUpperCase() }));

/** Header fields of which the makers of servers tell why, such as X-Twilio-Error and x-Error-Details. */
const TELLS_WHY = /^x-[\w-]{0,40}(?:error|reason|cause)/;

/**
 * What the server says about its answer in Warning and Reason, and in header fields of its maker, as sentences: `It says: "…" (Warning 305: …).` Empty when it
 * says nothing.
 */
export function serverWords(message: Message): string {
  const warnings = warningsIn(message).map(({ code, text }) => {
    // 399 is free text, so that its meaning says nothing.
    const meaning = code === 399 ? undefined : warnCode(code)?.meaning;
    return `It warns (${code}): "${short(text)}".${meaning === undefined || meaning.startsWith(text) ? '' : ` ${meaning}`}`;
  });
  const reasons = reasonsIn(message).map(({ protocol, cause, text }) => {
    const row = protocol === 'Q.850' && cause !== undefined ? q850Cause(cause) : undefined;
    const words = text === '' ? '' : `, "${short(text)}"`;
    const named = cause === undefined ? protocol : `${protocol} cause ${cause}`;
    return `It gives as the reason: ${short(named)}${words}${row === undefined ? '' : ` (${row.meaning.replace(/\.$/, '')})`}.`;
  });
  // A number alone tells people nothing, and stands beside words where it matters.
  const others = message.headers
    .filter(({ key }) => TELLS_WHY.test(key))
    .map(({ name, value }) => ({ name: message.slice(name), text: message.slice(value).trim() }))
    .filter(({ text }, index, all) => /[a-z]/i.test(text) && all.findIndex((other) => other.text === text) === index)
    .slice(0, MOST)
    .map(({ name, text }) => `It adds (${short(name)}): "${short(text)}".`);
  return [...warnings, ...reasons, ...others].join(' ');
}

/** `It asks to wait for 30 s before the next try.` from Retry-After; empty when there is none. RFC 3261 20.33. */
export function retryAfter(message: Message): string {
  const seconds = /^\d{1,9}/.exec(message.value('retry-after') ?? '')?.[0];
  return seconds === undefined ? '' : `It asks to wait for ${seconds} s before the next try (Retry-After).`;
}

/** `The answer comes from 192.0.2.7:5060 (Example SBC 1.0).` Empty when the log does not show who answered. */
export function answeredBy(message: Message): string {
  const { source } = message.envelope;
  const product = message.value('server') ?? message.value('user-agent') ?? '';
  if (source === '' && product === '') return '';
  if (source === '') return `The answer comes from ${short(product)}.`;
  return `The answer comes from ${short(source)}${product === '' ? '' : ` (${short(product)})`}.`;
}

/** Value of header field `key` as a person may read it; empty when absent. */
export const shownValue = (message: Message | undefined, key: string): string =>
  message === undefined
    ? ''
    : message
        .headersNamed(key)
        .slice(0, 20)
        .map((field) => message.slice(field.value).trim())
        .filter((value) => value !== '')
        .map(short)
        .join(', ')
        .slice(0, 200);

const short = (text: string): string => printable(text, LONGEST);
