import type { Format } from './format';
import { framed } from './framedFormat';

/**
 * The component S4 of the same servers: the SIP stack of Unified Communications Managed API, which the Mediation Server,
 * Response Groups, conferencing and Exchange's unified messaging use.
 *
 *     TL_INFO(TF_PROTOCOL) [0]0E08.1BFC::06/29/2010-17:15:33.937.00001d7b (S4,SipMessage.DataLoggingHelper:sipmessage.cs(589))[3552564921]
 *     >>>>>>>>>>>>Outgoing SipMessage c=[<SipTlsConnection_15A0C8D>], 192.0.2.1:49171->192.0.2.2:5061
 *     INVITE sip:bob@contoso.com SIP/2.0
 *     …
 *     ------------EndOfOutgoing SipMessage
 *
 * The second line may stand behind the first one, on the same line.
 */
export const ocsManaged: Format = {
  ...framed({
    id: 'ocs-sipstack',
    heads: [
      {
        // Found fast: what is short and begins with a rare character is.
        word: '(S4,',
        pattern:
          /TL_[A-Z]{1,12}\(TF_\w{1,30}\) \[[^\]]{0,200}\](?<thread>[0-9A-F]{1,8}\.[0-9A-F]{1,8})::(?<time>[\d/:.-]{19,30})\.(?<sequence>[0-9A-F]{1,16}) \(S4,SipMessage[^)]{0,200}\(\d{1,6}\)\)/i,
      },
    ],
    details: [
      /(?:(?<incoming>Incoming)|(?<outgoing>Outgoing)) SipMessage c=\[<?Sip(?<transport>[A-Za-z]{2,4})Connection[^\]]{0,100}\], {0,4}(?<local>[\w.:[\]]{3,80})(?:->|<-)(?<remote>[\w.:[\]]{3,80})/,
    ],
    ends: [{ word: '------------EndOf', pattern: /EndOf(?:Incoming|Outgoing) SipMessage/ }],
    entries: /^TL_[A-Z]{1,12}\(TF_\w{1,30}\) \[/,
  }),
  // SIPStack's format is always known, too, and takes these lines for its own.
  isAlwaysKnown: true,
};
