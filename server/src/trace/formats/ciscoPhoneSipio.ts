import { framed } from './framedFormat';

const ARROW = '(?:(?<outgoing>sent--->)|(?<incoming>recv<---))';

/** Number, level, time, perhaps process and thread. */
const ENTRY = String.raw`\d{1,10} [A-Z]{3} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d\.\d{1,6} (?:\(\d{1,8}:\d{1,8}\) )?`;
/** What an entry begins with that does not go on a message. */
const OTHER_TEXT = String.raw`[\w.: [-]{0,60}[:\]]`;

/**
 * Console logs of Cisco 78xx and 88xx phones, and the log of Jabber.
 *
 *     0611 DEB Dec 21 14:33:00.127717 (618:927) JAVA-sipio-sent---> INVITE sip:bob@192.0.2.1;user=phone SIP/2.0^M
 *             Via: SIP/2.0/TCP 192.0.2.2:52464;branch=z9hG4bK1^M
 *             …
 *             ^M
 *     0612 DEB Dec 21 14:33:00.127914 (618:927) JAVA-::End-Of-Sip-Message::
 *
 * Lines are indented by eight blanks or a TAB. A long message is broken in the middle of a line by the beginning of a new
 * entry. Jabber does not indent them, and begins its entries with
 * `2020-03-30 13:03:19,200 DEBUG [0x00000e2c] […] [csf.sip-call-control] [platform_print_sip_msg] - sipio-sent---> `.
 */
export const ciscoPhoneSipio = framed({
  id: 'cisco-phone-sipio',
  heads: [
    {
      word: 'JAVA-sipio-',
      pattern: new RegExp(
        String.raw`(?:(?<sequence>\d{1,10}) [A-Z]{3} (?<time>[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d\.\d{1,6}) (?:\((?<thread>\d{1,8}:\d{1,8})\) )?)?JAVA-sipio-${ARROW}`,
      ),
    },
    {
      word: 'sipio-',
      pattern: new RegExp(
        String.raw`(?:(?<time>(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d,\d{3}) {1,2}[A-Z]{3,8} {1,2}(?:\[(?<thread>0x[0-9a-fA-F]{1,16})\])?.{0,300}?)?sipio-${ARROW}`,
      ),
    },
  ],
  joints: new RegExp(
    String.raw`\r?\n[^\r\n]{0,120}?${ENTRY}JAVA-(?!sipio-|::)(?=[^\r\n]{0,400}\^M\r?\n|(?!${OTHER_TEXT}))`,
    'g',
  ),
  ends: [{ word: 'JAVA-::End-Of-Sip-Message::' }],
  entries: new RegExp(String.raw`^(?:${ENTRY}|(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d,\d{3} {1,2}[A-Z]{3,8} )`),
});
