import type { Message } from '../message';
import { statusCode } from '../tables';
import { printable } from '../text/printable';
import { isAttended, referTarget, type Transfer } from '../transfers';
import { senderOf, short } from './parties';

/** `alice@example.com could not transfer the call to carol@example.com` without its verb: who, and where to. */
export function transferParties({ refer }: Transfer): { who: string; target: string; kind: string } {
  const { request } = refer;
  return {
    who: request === undefined ? 'Somebody' : senderOf(request),
    target: short(referTarget(refer)) || 'another address',
    kind: isAttended(refer) ? 'attended transfer' : 'transfer',
  };
}

/** `486 Busy Here`: what the new call was answered with. */
export const stepWords = (step: { readonly statusCode: number; readonly reasonPhrase: string }): string =>
  `${step.statusCode} ${printable(step.reasonPhrase, 60)}`.trimEnd();

/** What a status code means, as a sentence with a blank in front; empty when nobody has registered it. */
export function codeSentence(code: number): string {
  const meaning = statusCode(code)?.meaning;
  return meaning === undefined ? '' : ` ${meaning}`;
}

/** The other NOTIFYs of a transfer, which a finding about it claims. */
export const otherNotifies = ({ notifies }: Transfer, about: Message): readonly Message[] =>
  notifies.filter((notify) => notify !== about);

/** The transfers that are told of: of several legs of one REFER the one that shows most. */
export function toldTransfers(transfers: readonly Transfer[]): Transfer[] {
  const byNumber = new Map<string, Transfer>();
  for (const transfer of transfers) {
    const { first, cseq } = transfer.refer;
    const key = `${first.fromTag} ${cseq}`;
    const known = byNumber.get(key);
    if (
      known === undefined ||
      (known.refer.finalResponse === undefined && transfer.refer.finalResponse !== undefined)
    ) {
      byNumber.set(key, transfer);
    }
  }
  return [...byNumber.values()];
}
