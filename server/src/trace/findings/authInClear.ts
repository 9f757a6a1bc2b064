import { PRESENT } from '../headReader';
import { headHolds, indentOf } from '../headText';
import type { Message } from '../message';
import { challengesOf, credentialsOf } from '../sip/credentials';
import type { Span } from '../text/span';
import type { Trace } from '../trace';
import type { FindingContext } from './context';
import { isMasked } from './guards/cut';
import { KIND } from './messageKinds';
import type { Found, MessageRule, Rule } from './rule';

/** Requests whose offers and answers may hold keys; their responses hold the others. */
const WITH_OFFERS = ['INVITE', 'ACK', 'PRACK', 'UPDATE', 'OPTIONS'];

/** Requests behind a challenge that are looked at. */
const LOOKED_AT = 4;

/** Characters from which on a body may hold a key. */
const SHORTEST = 20;

/** Characters in front of a key, on its line, that are looked at. */
const LONGEST_LINE = 400;

/** Different characters that a key has at least; what has fewer was put in its place. */
const LEAST_VARIED = 5;

/**
 * Finding `auth-in-clear`: a message holds a password (Basic) or keys of the media that whoever gets the log can read. Once for a
 * log and each kind of secret. Silent when they were taken out. It never shows the secret. Span: the name of what holds it.
 * RFC 7617 4, RFC 4568 7.
 */
const keys: MessageRule = {
  code: 'auth-in-clear',
  severity: 'hint',
  scope: 'message',
  source: 'RFC 7616 5; RFC 7617 4; RFC 4568 7; RFC 4566 5.12',
  href: 'https://www.rfc-editor.org/rfc/rfc4568#section-7',
  page: {
    title: 'The log holds secrets that everybody can read',
    meaning:
      'A message holds a password as it is (credentials of scheme Basic, which are only written in another alphabet), or the keys ' +
      'by which the media of a call is encrypted (a=crypto with inline:, k=). Nothing fails by it, but whoever gets the log ' +
      'can sign in with the one or listen to a recording with the other. Silent when they were replaced by stars or the like. Said once for a log.',
    advice:
      'Replace the values before you share the log. A password that was shared has to be changed; keys are of one call only. Let the ' +
      'server ask for Digest in place of Basic.',
    example: `INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 INVITE
Content-Type: application/sdp

v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 4000 RTP/SAVP 0
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNE

`,
  },
  methods: WITH_OFFERS,
  kinds: KIND.body,
  mayConcern: mayHoldKeys,
  find: keysFound,
};

/** The same about passwords. */
const passwords: MessageRule = {
  code: keys.code,
  severity: keys.severity,
  scope: 'message',
  source: keys.source,
  href: keys.href,
  page: keys.page,
  kinds: KIND.request | KIND.challenge,
  mayConcern: (trace, index) => {
    const { status, method } = trace.store.messages;
    return (status.at(index) > 0 || method.at(index) === trace.methods.register) && saysBasic(trace, index);
  },
  find: (message, context) => {
    if (message.isRequest) return basicFound(message);
    // REGISTERs are looked at themselves.
    if (message.method === 'REGISTER' || !challengesOf(message).some(({ scheme }) => isBasic(scheme))) return [];
    return answersTo(message, context).slice(0, 1).flatMap(basicFound);
  },
};

/** The searches for both. */
export const authInClear: readonly Rule[] = [passwords, keys];

const isBasic = (scheme: string): boolean => scheme.toLowerCase() === 'basic';

/** The requests with Basic credentials that follow a challenge. */
const answersTo = (challenge: Message, context: FindingContext): Message[] =>
  context
    .nextUnderCallId(challenge.trace.transactionOf(challenge))
    .slice(0, LOOKED_AT)
    .map(({ request }) => request)
    .filter((request) => request !== undefined)
    .filter((request) => request.method === challenge.method && basicIn(request) !== undefined);

/** The Basic credentials of a request with a password that nobody has taken out. RFC 7617 2. */
const basicIn = (request: Message) =>
  credentialsOf(request).find(({ scheme, field }) => {
    const value = request.slice(field.value).replace(/^\S{1,20}\s{0,20}/, '');
    return isBasic(scheme) && !isTakenOut(value);
  });

function basicFound(request: Message): Found[] {
  const credentials = basicIn(request);
  if (credentials === undefined) return [];
  const start = credentials.field.value.start;
  const place = request.inLog({ start, end: start + credentials.scheme.length });
  return [found(request, place, 'a password (scheme Basic)', ADVICE_BASIC)];
}

/** In front of keys: of encrypted media, and of the old kind. RFC 4568 6.1, RFC 4566 5.12. */
const MARKS = ['inline:', 'k=clear:', 'k=base64:'];
const ATTRIBUTE = /a=[\w-]{1,40}|k(?==)/iy;
const VALUE = /[^\s|]{8,200}/y;

function keysFound(message: Message): Found[] {
  const indent = indentOf(message.trace, message.index);
  const isAsLogged = indent !== -1;
  const body = isAsLogged ? message.trace.slice(message.bodySpan) : message.body;
  for (const mark of MARKS) {
    for (let at = body.indexOf(mark); at !== -1; at = behindLine(body, at, mark)) {
      const line = startOfLine(body, at);
      const attributeAt = isAsLogged && isLineEnd(body.charCodeAt(line - 1)) ? line + indent : line;
      const attribute = matchAt(ATTRIBUTE, body, attributeAt);
      const value = matchAt(VALUE, body, at + mark.length);
      if (attribute === undefined || value === undefined || isTakenOut(value)) continue;
      const { start } = message.bodySpan;
      const begin = (isAsLogged ? start : message.fromLog(start)) + attributeAt;
      const place = { start: begin, end: begin + attribute.length };
      const what = `keys of encrypted media (${mark === 'inline:' ? 'a=crypto' : 'k='})`;
      return [found(message, isAsLogged ? place : message.inLog(place), what, ADVICE_KEYS)];
    }
  }
  return [];
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/** Where the line of offset `at` begins; of a very long one somewhere in it. */
const startOfLine = (text: string, at: number): number => {
  const from = Math.max(0, at - LONGEST_LINE);
  const before = text.slice(from, at);
  return from + Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
};

/** Where `mark` stands next, on one of the lines behind that of offset `at`; -1 when it does not. */
function behindLine(text: string, at: number, mark: string): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? -1 : text.indexOf(mark, end);
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const ADVICE_BASIC = 'Replace it before you share the log, and change it if you have.';
const ADVICE_KEYS =
  'Whoever has a recording of the call can listen to it with them. Replace them before you share the log.';

const found = (message: Message, span: Span, what: string, advice: string): Found => ({
  span,
  about: message,
  kind: what,
  message: `This message holds ${what} that everybody can read. ${advice}`,
});

/** Guard `masked`: whether something else was put in the place of a secret. */
const isTakenOut = (secret: string): boolean => isMasked(secret) || /^[[<({]|\.{3}|…/.test(secret) || !isVaried(secret);

/** Whether `secret` has as many different characters as a key. */
function isVaried(secret: string): boolean {
  const seen = new Set<string>();
  for (const character of secret) if (seen.add(character).size >= LEAST_VARIED) return true;
  return false;
}

const BASIC = /^(?:Proxy-)?(?:Authorization|WWW-Authenticate|Proxy-Authenticate)[ \t]{0,10}:\s{0,10}Basic\s/im;
const BASIC_WORD = /basic/i;

/** Whether the header fields of message `index` name the scheme Basic, which is asked once. */
const saysBasic = (trace: Trace, index: number): boolean =>
  trace.notes.secret.of(index, () => (headHolds(trace, index, BASIC, BASIC_WORD) ? 1 : 0)) === 1;

/** Whether the body of message `index` may hold keys, which is asked once. */
function mayHoldKeys({ store, notes, text }: Trace, index: number): boolean {
  const { bodyStart, bodyEnd, present, status } = store.messages;
  const isChallenge = status.at(index) === 401 || status.at(index) === 407;
  if (isChallenge || bodyEnd.at(index) - bodyStart.at(index) < SHORTEST) return false;
  const answer = notes.secret.of(index, () => {
    // What the log puts between the characters of a message may part the words.
    if ((present.at(index) & PRESENT.pieces) !== 0) return 1;
    const body = text.slice(bodyStart.at(index), bodyEnd.at(index));
    return body.includes('inline:') || body.includes('\nk=') ? 1 : 0;
  });
  return answer === 1;
}
