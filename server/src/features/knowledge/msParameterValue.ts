import type { Explanation } from '../explanation';
import { explainStatusCode } from './statusCodes';
import { explainHresult, explainIceWarn, explainWinsockError } from './windows';

/**
 * What the value of a parameter of ms-diagnostics says, where it is a code: a Windows result, a socket error, a status
 * code, flags. `name` in any case; `undefined` for words and addresses, which speak for themselves.
 */
export function explainParameterValue(name: string, value: string): Explanation | undefined {
  switch (name.toLowerCase()) {
    case 'winsockfailurecode':
      return explainWinsockError(leadingNumber(value));
    case 'sipresponsecode':
      return explainStatusCode(leadingNumber(value));
    case 'icewarn':
      return explainIceWarn(leadingNumber(value));
    case 'calleemediadebug':
    case 'callermediadebug':
    case 'mediadebug': {
      const flags = mediaDebugFields(value).find((field) => field.name.toLowerCase() === 'icewarn');
      return flags && explainIceWarn(leadingNumber(flags.value));
    }
    default:
      return explainHresult(value);
  }
}

/** The number that a value begins with, decimal or hexadecimal: `10060(WSAETIMEDOUT)`, `0x12b`; else NaN. */
const leadingNumber = (value: string): number =>
  Number(/^\s*(0x[\da-f]{1,8}|\d{1,9})(?![\da-z])/i.exec(value.slice(0, 40))?.[1] ?? Number.NaN);

export interface MediaDebugField {
  readonly name: string;
  readonly value: string;
}

/** Fields that are read of one value; clients write about 15. */
const MOST_FIELDS = 60;

/**
 * The fields of `audio:ICEWarn=0x0,LocalSite=192.0.2.1:50034,…`. The kind of media before the first of them is left out;
 * a piece without `=` belongs to the value before it.
 */
export function mediaDebugFields(value: string): MediaDebugField[] {
  const fields: { name: string; value: string }[] = [];
  for (const piece of value.slice(0, 8192).split(/[,;]/, MOST_FIELDS)) {
    const equals = piece.indexOf('=');
    const last = fields.at(-1);
    if (equals === -1) {
      if (last !== undefined && piece.trim() !== '') last.value += `,${piece}`;
      continue;
    }
    const head = piece.slice(0, equals);
    fields.push({ name: head.slice(head.lastIndexOf(':') + 1).trim(), value: piece.slice(equals + 1).trim() });
  }
  return fields;
}
