import { namesAck } from '../callVerdict';
import { PRESENT } from '../headReader';
import type { Message } from '../message';
import { type Reason, reasonsOf } from '../sip/reason';
import { hasReason } from '../sip/subscriptionState';
import { q850Cause, statusCode } from '../tables';
import type { Trace } from '../trace';
import { KIND } from './messageKinds';
import { receiverOf, requestCopies, senderOf, short } from './parties';
import type { Found, Rule } from './rule';

/** Causes of Q.850 with which calls end as people mean them to: hung up, busy, no answer, refused, answered elsewhere, unspecified. */
const NORMAL_CAUSES = new Set([0, 16, 17, 18, 19, 20, 21, 26, 31, 127]);
/** Causes of IMS, by protocol, with which a network ends a call. 3GPP TS 24.229 7.2A.18. */
const NETWORK_PROTOCOLS: Readonly<Record<string, (cause: number) => boolean>> = {
  RELEASE_CAUSE: (cause) => cause >= 2 && cause <= 7,
  FAILURE_CAUSE: () => true,
};
/** Status codes that say that the call was ended or taken over on purpose. */
const NORMAL_STATUS = new Set([486, 487, 600, 603]);

/** Whether the reason is that something broke, and nobody hung up. Where an ACK is named, it is the one that did not come. */
function isAbnormal({ protocol, cause, text }: Reason): boolean {
  if (namesAck(text)) return true;
  if (cause === undefined) return false;
  const name = protocol.toUpperCase();
  if (name === 'Q.850') return cause <= 127 && !NORMAL_CAUSES.has(cause);
  if (name === 'SIP') return cause >= 400 && cause < 700 && !NORMAL_STATUS.has(cause);
  return Object.hasOwn(NETWORK_PROTOCOLS, name) && (NETWORK_PROTOCOLS[name]?.(cause) ?? false);
}

/** Whether nobody need be told: somebody hung up. */
const isPlainEnd = ({ protocol, cause, text }: Reason): boolean =>
  !namesAck(text) &&
  ((protocol.toUpperCase() === 'Q.850' && cause === 16) || (protocol.toUpperCase() === 'SIP' && cause === 200));

/** Whether message `index` is a BYE with a Reason, and no duplicate of the log; reads no header field. */
function showsReason(trace: Trace, index: number): boolean {
  return (trace.store.messages.present.at(index) & PRESENT.duplicate) === 0 && hasReason(trace, index);
}

/** `Q.850 cause 41, "Temporary failure": Temporary network problem.` */
function reasonWords({ protocol, cause, text }: Reason): string {
  const words = text === '' ? '' : `, "${short(text)}"`;
  const name = protocol.toUpperCase();
  const meaning =
    cause === undefined
      ? undefined
      : name === 'Q.850'
        ? q850Cause(cause)
        : name === 'SIP' && cause >= 300
          ? statusCode(cause)
          : undefined;
  return `${short(protocol)}${cause === undefined ? '' : ` cause ${cause}`}${words}${meaning === undefined ? '.' : `: ${meaning.meaning}`}`;
}

const adviceOn = ({ protocol, cause, text }: Reason): string | undefined => {
  if (namesAck(text))
    return 'Its sender had no ACK to its answer: check that the Contact of the answer can be reached, NAT and firewall.';
  return protocol.toUpperCase() === 'Q.850' ? q850Cause(cause ?? 0)?.advice : undefined;
};

function found(bye: Message, reason: Reason, message: string): Found {
  return {
    span: bye.inLog(reason.span),
    about: bye,
    claims: requestCopies(bye),
    kind: `${reason.protocol} ${reason.cause ?? reason.text}`,
    related: [{ span: bye.startLineSpan, message: 'The BYE' }],
    message,
  };
}

/**
 * Finding `bye-abnormal-reason`: the Reason of a BYE says that something broke: a Q.850 cause, status code or cause of IMS with which
 * nobody hangs up. Span: the value of Reason. RFC 3326, RFC 6432.
 */
export const byeAbnormalReason: Rule = {
  code: 'bye-abnormal-reason',
  severity: 'warning',
  scope: 'message',
  methods: ['BYE'],
  kinds: KIND.request,
  source: 'RFC 3326 2; RFC 6432; 3GPP TS 24.229 7.2A.18',
  href: 'https://www.rfc-editor.org/rfc/rfc3326#section-2',
  page: {
    title: 'A call was ended because something broke',
    meaning:
      'The BYE names in Reason why the call ends, and it is none of the reasons for which people hang up: the cause of ' +
      'the telephone network, the status code or the cause of a mobile network stands for a failure. Calls that end for ' +
      'one reason are one finding.',
    advice:
      'Find out who sent the BYE: it or the network behind it saw the failure. For causes of the telephone network ask the ' +
      'carrier or look into the gateway; for time-outs of media look whether audio arrived at that side.',
    example: `BYE sip:bob@192.0.2.2 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 BYE
Reason: Q.850;cause=41;text="Temporary failure"

SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 BYE

`,
  },
  mayConcern: showsReason,
  find: (bye, context) => {
    if (context.isClaimed(bye)) return [];
    const reasons = reasonsOf(bye);
    const reason = reasons.find(isAbnormal);
    if (reason === undefined || reasons.some(isPlainEnd)) return [];
    const advice = adviceOn(reason);
    return [
      found(
        bye,
        reason,
        `The call of ${senderOf(bye)} with ${receiverOf(bye)} ended because something broke: ${reasonWords(reason)} ` +
          `${advice ?? `${senderOf(bye)} sent the BYE: look there, or in the network behind it, for the failure.`}`,
      ),
    ];
  },
};

/**
 * Finding `bye-reason`: the Reason of a BYE tells why a call ended; a hint when somebody just hung up. Span: the value of Reason.
 * RFC 3326.
 */
export const byeReason: Rule = {
  code: 'bye-reason',
  severity: 'information',
  scope: 'message',
  methods: ['BYE'],
  kinds: KIND.request,
  source: 'RFC 3326 2',
  href: 'https://www.rfc-editor.org/rfc/rfc3326#section-2',
  page: {
    title: 'The BYE tells why the call ended',
    meaning:
      'The BYE has the header field Reason, which says why the call ends. When it says that somebody hung up, this is only ' +
      'a hint. Calls that end for one reason are one finding.',
    advice:
      'Nothing to do. When a call ended too early, the reason and the side that sent the BYE tell where to look further.',
    example: `BYE sip:bob@192.0.2.2 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 BYE
Reason: Q.850;cause=31

SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 BYE

`,
  },
  mayConcern: showsReason,
  find: (bye, context) => {
    const [reason] = context.isClaimed(bye) ? [] : reasonsOf(bye);
    if (reason === undefined || (reason.cause === undefined && reason.text === '')) return [];
    return [
      {
        ...found(bye, reason, `The call of ${senderOf(bye)} with ${receiverOf(bye)} ended: ${reasonWords(reason)}`),
        ...(isPlainEnd(reason) ? { severity: 'hint' as const } : {}),
      },
    ];
  },
};
