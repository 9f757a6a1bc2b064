import type { Message } from '../../../trace/message';
import { type NameAddress, readNameAddress } from '../../../trace/sip/nameAddress';
import { parameterIn } from '../../../trace/sip/parameters';
import { percentDecoded, readUri, type Uri, uriHeadersIn } from '../../../trace/sip/uri';
import { headerField, method as methodRow } from '../../../trace/tables';
import { type Span, touches } from '../../../trace/text/span';
import { clockAfter, secondsText } from '../../clock';
import { explainHeaderField } from '../../knowledge';
import { parameterValueMeaning } from '../../knowledge/parameters';
import type { Block, Inline } from '../../richText';
import { answerBlocks } from '../answer';
import type { HoverText } from '../hoverText';
import { addressText, uriItems, uriPartHover } from '../uriText';
import { dialogFact } from './callNames';
import {
  elementAt,
  parameterHover,
  parameterItems,
  placeInAll,
  quoted,
  usualName,
  type ValueHovers,
  type ValuePlace,
  withParameterSources,
} from './headerValue';

/** An address in a header field, taken apart. */
interface Address {
  readonly place: ValuePlace;
  /** The whole value of the list. */
  readonly span: Span;
  readonly parts: NameAddress;
  readonly uri: Uri;
  /** As people write it: `alice@contoso.com`. */
  readonly shown: string;
}

/** What an address means where it stands. */
interface Words {
  readonly title?: (address: Address) => string;
  readonly summary?: (address: Address) => string | readonly Inline[];
  readonly inLog?: (address: Address) => readonly Block[];
  readonly source?: string;
}

/** An address with its parts; the parameter at the cursor where there is one. RFC 3261 20.10, 19.1.1. */
const addressHover =
  (words: Words = {}): ((place: ValuePlace) => HoverText) =>
  (place: ValuePlace): HoverText => {
    const { message, field, offset } = place;
    const span = elementAt(place);
    const parts = readNameAddress(message.text, span);
    const uri = readUri(message.text, parts.uri);
    const address: Address = { place, span, parts, uri, shown: addressText(message, uri) };
    if (touches(parts.parameters, offset) && !touches(parts.uri, offset)) {
      const found = parameterHover(message, field.key, parts.parameters, offset, (name, value) =>
        parameterFacts(address, name, value),
      );
      if (found !== undefined) return found;
    }
    if (touches(parts.uri, offset)) {
      const found = uriPartHover(message, uri, offset);
      if (found !== undefined) return found;
    }
    const row = headerField(field.key);
    return {
      span,
      blocks: answerBlocks({
        title: words.title?.(address) ?? `${usualName(field)}: ${address.shown}`,
        summary: words.summary?.(address) ?? explainHeaderField(field.key)?.summary ?? 'An address.',
        inLog: words.inLog?.(address) ?? [],
        facts: [
          ...nameItem(address),
          ...uriItems(message, uri),
          ...parameterItems(message, field.key, parts.parameters),
        ],
        source: withParameterSources(
          words.source ?? (row === undefined ? 'RFC 3261 19.1.1' : `${row.source}; RFC 3261 19.1.1`),
          message,
          ['uri', uri.parameters],
          [field.key, parts.parameters],
        ),
      }),
    };
  };

function nameItem({ place, parts }: Address): Inline[][] {
  const name = place.message.slice(parts.displayName);
  return name === '' ? [] : [['Name to show: ', quoted(name)]];
}

const wholeSeconds = (text: string): number | undefined => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined);

/** What this message says with a parameter of an address. */
function parameterFacts(address: Address, name: string, value: string): readonly Block[] {
  const { message, field } = address.place;
  if (name === 'tag') return tagFacts(message, field.key, value);
  if (name === 'expires' && field.key === 'contact') {
    const seconds = wholeSeconds(value);
    return seconds === undefined ? [] : [[registrationText(message, seconds)]];
  }
  return [];
}

function tagFacts(message: Message, key: string, tag: string): readonly Block[] {
  if (key !== 'to') return [];
  const { request } = message.trace.transactionOf(message);
  if (message.isRequest) return [['A request with a To tag belongs to a dialog that stands already.']];
  return request !== undefined && request.toTag === '' && tag !== ''
    ? [['In this log: the request had no To tag; the side that answers gave this one.']]
    : [];
}

/** What `seconds` in a Contact mean: of a REGISTER, of its 2xx, of anything else. RFC 3261 10.2. */
function registrationText(message: Message, seconds: number): string {
  if (message.method !== 'REGISTER') return `For ${secondsText(seconds)}.`;
  if (message.isRequest) {
    if (seconds === 0) return 'Removes this address from the registration.';
    return `Asks to keep this address registered for ${secondsText(seconds)}${until(message, seconds)}.`;
  }
  return `Stays registered for ${secondsText(seconds)}${until(message, seconds)}, unless it is refreshed before.`;
}

function until(message: Message, seconds: number): string {
  const clock = clockAfter(message, seconds);
  return clock === undefined ? '' : `, until ${clock} by the clock of this log`;
}

const from: Words = {
  summary: ({ place: { message } }) =>
    message.isRequest
      ? 'Who the sender says it is. A From alone proves nothing.'
      : 'Who sent the request that this response answers.',
  source: 'RFC 3261 8.1.1.3; RFC 3261 20.20',
};

const to: Words = {
  summary: ({ place: { message } }) => {
    if (message.method === 'REGISTER') return 'The user whose addresses are registered.';
    if (message.isResponse) return 'Whom the request was meant for.';
    return message.toTag === ''
      ? 'Whom the request is meant for. It has no tag: the request does not belong to a dialog yet.'
      : 'The other side of the dialog.';
  },
  source: 'RFC 3261 8.1.1.2; RFC 3261 20.39',
};

const contact: Words = {
  summary: (address) => {
    const { message } = address.place;
    if (message.method === 'REGISTER') {
      if (message.isRequest && lifetime(address) === 0)
        return 'An address that is to be taken out of the registration.';
      return message.isRequest
        ? 'Where this device can be reached: the address that it registers for the user in To.'
        : 'An address that is registered for the user in To.';
    }
    if (message.statusCode >= 300 && message.statusCode < 400) return 'Another address that the client is to try.';
    const isOfDialog =
      methodRow(message.method)?.createsDialog === true || methodRow(message.method)?.targetRefresh === true;
    return isOfDialog
      ? 'Where this side can be reached directly: the other side sends the further requests of this dialog there.'
      : 'Where this side can be reached directly.';
  },
  inLog: (address) => contactFacts(address),
  source: 'RFC 3261 8.1.1.8; RFC 3261 20.10',
};

function contactFacts(address: Address): readonly Block[] {
  const { message } = address.place;
  const seconds = lifetime(address);
  if (message.method !== 'REGISTER' || seconds === undefined) return [];
  return seconds === 0 && message.isRequest ? [] : [[registrationText(message, seconds)]];
}

/** Seconds that an address stays registered: its own, or those of the message. RFC 3261 10.2.1.1. */
function lifetime({ place: { message }, parts }: Address): number | undefined {
  const own = parameterIn(message.text, parts.parameters, 'expires');
  return wholeSeconds(own === undefined ? (message.value('expires') ?? '') : message.slice(own));
}

/** Contact: * of a REGISTER. RFC 3261 10.2.2. */
function contactHover(place: ValuePlace): HoverText {
  const { message, field } = place;
  if (message.slice(field.value) !== '*') return addressHover(contact)(place);
  return {
    span: field.value,
    blocks: answerBlocks({
      title: 'Contact: *',
      summary: 'All addresses of the user: with Expires: 0, a REGISTER removes them all.',
      source: 'RFC 3261 10.2.2',
    }),
  };
}

/** How the entry stands in the list, over all header fields of the name. */
function order({ place, span }: Address): { number: number; count: number } {
  return placeInAll(place, span);
}

const isLoose = ({ place: { message }, uri }: Address): boolean =>
  parameterIn(message.text, uri.parameters, 'lr') !== undefined;

const looseText = (address: Address): string =>
  isLoose(address) ? '' : ' It has no lr: a strict router of RFC 2543, which replaces the Request-URI.';

const route: Words = {
  title: (address) => `Route: ${order(address).number} of ${order(address).count}`,
  summary: (address) =>
    `Proxy ${order(address).number} of ${order(address).count} that this request has yet to pass: ${address.shown}.${looseText(address)}`,
  source: 'RFC 3261 16.12; RFC 3261 20.34',
};

const recordRoute: Words = {
  title: (address) => `Record-Route: ${order(address).number} of ${order(address).count}`,
  summary: (address) =>
    `${address.shown} stays in the path: the further requests of this dialog pass it, too.${looseText(address)}`,
  inLog: (address) =>
    order(address).count > 1 ? [['The first entry is that of the last proxy which the request passed.']] : [],
  source: 'RFC 3261 16.6; RFC 3261 20.30',
};

const path: Words = {
  title: (address) => `Path: ${order(address).number} of ${order(address).count}`,
  summary: ({ shown }) => `Requests to this registration have to pass ${shown}.`,
  source: 'RFC 3327 4',
};

const serviceRoute: Words = {
  title: (address) => `Service-Route: ${order(address).number} of ${order(address).count}`,
  summary: ({ shown }) => `The client has to send its further requests by way of ${shown}.`,
  source: 'RFC 3608 5',
};

const referTo: Words = {
  summary: ({ place: { message }, uri, shown }) => {
    const method = parameterIn(message.text, uri.parameters, 'method');
    return [
      'Asks the receiver to send ',
      quoted(method === undefined ? 'INVITE' : message.slice(method), 30),
      ' to ',
      quoted(shown),
      method === undefined ? ': a call to be made, or a transfer.' : '.',
    ];
  },
  inLog: ({ place: { message }, uri }) => replacedCall(message, uri),
  source: 'RFC 3515 2.1; RFC 3261 19.1.1',
};

/** The call that a Replaces inside of the URI names. RFC 3891 3, RFC 5589 7.1. */
function replacedCall(message: Message, uri: Uri): readonly Block[] {
  for (const { name, value } of uriHeadersIn(message.text, uri.headers)) {
    if (message.slice(name).toLowerCase() !== 'replaces') continue;
    const callId = percentDecoded(message.slice(value)).split(';', 1)[0] ?? '';
    return [
      ['The new call takes the place of the one with Call-ID ', quoted(callId, 120), '.'],
      dialogFact(message.trace, callId),
    ];
  }
  return [];
}

const diversion: Words = {
  title: ({ shown }) => `Diverted by ${shown}`,
  summary: ({ place: { message }, parts }) => {
    const reason = parameterIn(message.text, parts.parameters, 'reason');
    const word = reason === undefined ? '' : message.slice(reason);
    const meaning = parameterValueMeaning('diversion', 'reason', word);
    if (word === '') return 'This address sent the call on; it gives no reason.';
    return ['This address sent the call on: ', quoted(word, 40), meaning === undefined ? '.' : `. ${meaning}`];
  },
  inLog: (address) =>
    order(address).count > 1
      ? [[`Diversion ${order(address).number} of ${order(address).count}; the latest stands first.`]]
      : [],
  source: 'RFC 5806',
};

const historyInfo: Words = {
  title: (address) => {
    const index = parameterIn(address.place.message.text, address.parts.parameters, 'index');
    return `Target ${index === undefined ? 'without index' : address.place.message.slice(index).slice(0, 40)}: ${address.shown}`;
  },
  summary: ({ shown, place: { message }, parts }) => {
    const index = parameterIn(message.text, parts.parameters, 'index');
    const number = index === undefined ? '' : message.slice(index);
    const parent = number.includes('.') ? number.slice(0, number.lastIndexOf('.')) : '';
    return /^1$/.test(number)
      ? `The request was first meant for ${shown}.`
      : [`The request was sent to ${shown}`, ...(parent === '' ? [] : [', from target ', quoted(parent, 40)]), '.'];
  },
  source: 'RFC 7044',
};

const referredBy: Words = {
  summary: ({ shown }) => `${shown} asked for this request, with a REFER.`,
  source: 'RFC 3892 3',
};

const asserted: Words = {
  summary: ({ shown }) => `The network vouches that this message comes from ${shown}: whoever set this has checked it.`,
  source: 'RFC 3325 9.1',
};

const preferred: Words = {
  summary: ({ shown }) => `The sender asks its proxy to vouch for it as ${shown}.`,
  source: 'RFC 3325 9.2',
};

/** Header fields whose values are addresses; one without words of its own has the meaning in its table. */
export const addressHovers: ValueHovers = {
  from: addressHover(from),
  to: addressHover(to),
  contact: contactHover,
  route: addressHover(route),
  'record-route': addressHover(recordRoute),
  path: addressHover(path),
  'service-route': addressHover(serviceRoute),
  'refer-to': addressHover(referTo),
  'referred-by': addressHover(referredBy),
  diversion: addressHover(diversion),
  'history-info': addressHover(historyInfo),
  'p-asserted-identity': addressHover(asserted),
  'p-preferred-identity': addressHover(preferred),
  ...Object.fromEntries(
    [
      'additional-identity',
      'alert-info',
      'call-info',
      'endpoints',
      'error-info',
      'geolocation',
      'identity-info',
      'ms-mcu-contact',
      'ms-sender',
      'p-associated-uri',
      'p-called-party-id',
      'p-profile-key',
      'p-served-user',
      'p-session-on-behalf-of',
      'p-user-database',
      'permission-missing',
      'policy-contact',
      'refer-events-at',
      'remote-party-id',
      'reply-to',
      'roster-manager',
      'trigger-consent',
    ].map((key) => [key, addressHover()]),
  ),
};
