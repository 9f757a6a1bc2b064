import { headOf } from '../headText';
import type { Message } from '../message';
import { addressOf } from '../sip/addressOfRecord';
import { readNameAddress } from '../sip/nameAddress';
import { listIn, parameterIn } from '../sip/parameters';
import { NONE } from '../store';
import type { Span } from '../text/span';
import type { Trace } from '../trace';

/** A value of Contact. RFC 3261 20.10. */
export interface RegisteredContact {
  /** Its whole value, in offsets of `Message.text`. */
  readonly span: Span;
  readonly text: string;
  /** The address as people know it: `alice@192.0.2.1:5060`, `192.0.2.1:5060`. */
  readonly address: string;
  /** Device that it belongs to, in lower case; empty when it does not say. RFC 5626 4.1. */
  readonly instance: string;
  /** Which connection of that device it stands for; empty when it does not say. RFC 5626 4.2. */
  readonly regId: string;
  /** Seconds that are asked for or granted; `undefined` when it does not say. */
  readonly expires: number | undefined;
}

/** All values of Contact; `*` is none. */
export const contactsOf = (message: Message): RegisteredContact[] =>
  message
    .headersNamed('contact')
    .flatMap(({ value }) => listIn(message.text, value))
    .map((span): RegisteredContact => {
      const { uri, parameters } = readNameAddress(message.text, span);
      const parameter = (name: string): string => {
        const value = parameterIn(message.text, parameters, name);
        return value === undefined ? '' : message.slice(value);
      };
      const expires = parameter('expires');
      return {
        span,
        text: message.slice(span),
        address: addressOf(message.slice(uri)).toLowerCase(),
        instance: parameter('+sip.instance').toLowerCase(),
        regId: parameter('reg-id'),
        expires: /^\d{1,9}$/.test(expires) ? Number(expires) : undefined,
      };
    })
    .filter(({ text }) => text !== '*');

/** Seconds in Expires; `undefined` when it is absent or no number. */
export function expiresOf(message: Message): number | undefined {
  const value = message.value('expires')?.trim() ?? '';
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** Index of the REGISTER that `response` answers; `NONE` when the log begins behind it. */
export function registerOf({ store, transactionTables: tables }: Trace, response: number): number {
  const first = tables.firstOf(tables.ofMessage.at(response));
  return store.messages.status.at(first) === 0 ? first : NONE;
}

/** Values of Contact in the header fields of a message, each line with what goes on from it. */
const CONTACTS = /^(?:Contact|m)[ \t]{0,10}:(.*(?:\r?\n[ \t].*)*)/gim;

/** What stands in Contact of message `index`, all of them as one text, cheaply; empty when there is none. */
export function contactText(trace: Trace, index: number): string {
  const head = headOf(trace, index);
  let contacts: string | undefined;
  CONTACTS.lastIndex = 0;
  for (let found = CONTACTS.exec(head); found !== null; found = CONTACTS.exec(head)) {
    contacts = contacts === undefined ? (found[1] ?? '') : `${contacts},${found[1]}`;
  }
  return contacts ?? '';
}

const ADDRESS = /sips?:([^\s;>?,"]{1,200})/i;

/**
 * First address in Contact of message `index`, such as `alice@192.0.2.1:5060`, as a number that is the same for the same ones; 0 when
 * there is none.
 */
export const firstContactIn = (trace: Trace, index: number): number =>
  trace.notes.contact.of(index, () =>
    trace.store.names.idOf((ADDRESS.exec(contactText(trace, index))?.[1] ?? '').toLowerCase()),
  );
