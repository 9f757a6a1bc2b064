import { statusText } from './failedTransaction';
import { refusalOf, senderOf } from './parties';
import type { Rule } from './rule';

/** Time for the client to publish afresh, in ms. */
const PATIENCE = 32_000;

/**
 * Finding `publish-412`: a PUBLISH is answered with 412, since the server does not have the state any more that it renews. A warning
 * when the client does not publish afresh within 32 s. Span: the status-line. RFC 3903 6.
 */
export const publish412: Rule = {
  code: 'publish-412',
  severity: 'information',
  scope: 'failed-transaction',
  methods: ['PUBLISH'],
  statuses: [412],
  source: 'RFC 3903 4.4, 6',
  href: 'https://www.rfc-editor.org/rfc/rfc3903#section-6',
  page: {
    title: 'The server has lost the published state',
    meaning:
      'A PUBLISH that renews or changes a state (SIP-If-Match) is answered with 412: the server does not have that state ' +
      'any more, after a restart for example. The client has to publish afresh; when it does not within 32 s, this is a ' +
      'warning, because others see an old state or none.',
    advice:
      'Nothing to do when the client publishes again. When it does not, sign out and in again; when it happens often, ' +
      'look why the server forgets: restarts, several servers without a common database, times of expiry.',
    example: `PUBLISH sip:alice@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>
Call-ID: 1
CSeq: 1 PUBLISH
Event: presence
SIP-If-Match: a1

SIP/2.0 412 Conditional Request Failed
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>;tag=2
Call-ID: 1
CSeq: 1 PUBLISH

`,
  },
  find: (transaction, context) => {
    const refusal = refusalOf(transaction, context);
    if (refusal === undefined) return [];
    const { response, request, found } = refusal;
    const again = context.successBehindOf(transaction, PATIENCE);
    const isLost = again === undefined && context.logGoesOnFor(response, PATIENCE);
    const who = request === undefined ? 'a client' : senderOf(request);
    return [
      {
        ...found,
        ...(isLost ? { severity: 'warning' as const } : {}),
        kind: who,
        message:
          `The server does not have the state any more that ${who} renews (${statusText(response)}).` +
          (isLost
            ? ' The client did not publish afresh, so others see an old state or none: sign out and in again.'
            : again === undefined
              ? ' The client has to publish afresh.'
              : ' The client published afresh; nothing to do.'),
      },
    ];
  },
};
