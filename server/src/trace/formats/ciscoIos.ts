import { framed } from './framedFormat';

/** `Received:` or `Sent:`; a VoIP trace adds transport and addresses. */
const DIRECTION = String.raw`(?:(?<incoming>Received)|(?<outgoing>Sent)): {0,4}(?:SIP (?<transport>[A-Z]{2,4}) message from (?<source>\S{1,100}) to (?<destination>\S{1,100}))?`;
const CLOCK = String.raw`(?:[*.]?[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,6})?(?: [A-Z]{2,5})?|\d{1,3}[ywdh]\d{1,2}[wdh]|\d\d:\d\d:\d\d)`;

/** A line of its own, also where syslog has put all lines on one. */
const BEGIN = String.raw`(?:^|[\s:>#]|#01[25]|\\[rn])`;
const END = String.raw`(?:\s|#01[25]|\\[rn])*$`;

/**
 * Cisco IOS and IOS XE, CUBE: `debug ccsip messages`, on the terminal or through syslog, and `show voip trace`.
 *
 *     001738: Oct  9 15:37:24.577: //52/C0058B3E8097/SIP/Msg/ccsipDisplayMsg:
 *     Received:
 *     INVITE sip:bob@192.0.2.1 SIP/2.0
 *     Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK1
 *     …
 *
 * A VoIP trace writes `Received: SIP UDP message from 192.0.2.2:5060 to 192.0.2.1:5060`. IOS 12 writes
 * `1w0d:SIP Msg:ccsipDisplayMsg:Sent:` on one line, no blank behind the names of header fields, breaks a Via, and leaves
 * out the empty line in front of a body; older ones write `Sent:` alone. Copies of web pages lose the first line.
 */
export const ciscoIos = framed({
  id: 'cisco-ios',
  heads: [
    {
      word: 'ccsipDisplayMsg:',
      pattern: new RegExp(
        String.raw`(?:(?<sequence>\d{1,10}): )?(?:(?<time>${CLOCK}) {0,2}: {0,2})?(?://\S{1,80}/)?SIP[ /]Msg[:/]ccsipDisplayMsg: {0,4}(?:${DIRECTION})?`,
      ),
    },
    ...['Received:', 'Sent:'].map((word) => ({
      word,
      pattern: new RegExp(`(?:(?<time>${CLOCK}): {0,2}|${BEGIN})${DIRECTION}${END}`),
    })),
  ],
  details: [new RegExp(BEGIN + DIRECTION + END)],
  reach: 6,
  entries: new RegExp(
    String.raw`^(?:<\d{1,3}>)?(?:\d{1,10}: )?${CLOCK}(?: {0,2}:| \S{1,60} )|^//-?\d{1,10}/|^-{10,30} Cover Buffer|^Search-key {1,20}=`,
  ),
});
