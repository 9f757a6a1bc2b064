import { framed } from './framedFormat';

const HEAD = String.raw`(?:\d{1,6} (?<time>\d{8} \d{6}\.\d{6}):(?:\d{1,3}\.){2}\d{1,3}\.(?<sequence>\d{1,10})\.[^\r\n]{0,200}?)?`;

const PLACE = String.raw`(?:FILTER=\S{1,100} )?(?:GCID=0x[0-9A-Fa-f]{1,16}: )?(?:EXTRA INFO: )?`;
/** An entry of more than 1800 octets goes on in another one with the same stamp and number. */
const NEXT_PART = String.raw`\r?\n[^\r\n]{0,100}?\d{1,6} (?<stamp>\d{8} \d{6}\.\d{6}:[\d.]{5,40}\.)\w{1,12}\s{0,8}\.\w{1,12}:(?<=\d \k<stamp>[^]{1,2200}\n[^\n]{0,100}?\d{1,6} \k<stamp>[^\n]{1,40})(?!${PLACE}(?:Ingress|Egress): )${PLACE}`;
/** The debug log may have header fields and body in two entries. */
const BODY = String.raw`, msgLen = \d{1,9}\.\s{0,4}\n[^\r\n]{0,200}?SipFeSocket(?:Recv|Send)Msg - msg = (?!SIP\/2\.0 |[A-Z]{3,20} [a-z]{2,10}:)`;

/**
 * Call trace (.TRC) and debug log (.DBG) of Ribbon (Sonus) SBC 5000, 7000 and SWe.
 *
 *     1787 12162016 083615.737177:1.01.00.38939.MAJOR   .SIPSG:FILTER=f GCID=0xDDB: EXTRA INFO: Ingress: received msg for CallId:1@example.com gcid:0xDDB from IP/port:192.0.2.7/5060, Local IP/port:192.0.2.1/5060
 *     RAW PDU:
 *     INVITE sip:bob@example.com SIP/2.0
 *     …
 *
 * Through syslog `SMM:… RAW PDU:#012` and the message follow on the same line, with `#015#012` for the line ends. The
 * debug log has the message behind `SipFeSocketRecvMsg - msg = ` and ends it with `, msgLen = 818.`
 */
export const ribbonSbc = framed({
  id: 'ribbon-sbc',
  heads: [
    {
      word: ' msg for CallId:',
      pattern: new RegExp(
        String.raw`${HEAD}(?:(?<incoming>received)|(?<outgoing>sent)) msg for CallId:[^\r\n]{1,400}? (?:from|to) IP\/port: ?(?<remote>[^\/\s]{2,60})\/(?<remotePort>\d{1,5}), Local IP\/port: ?(?<local>[^\/\s]{2,60})\/(?<localPort>\d{1,5})`,
      ),
    },
    {
      word: 'Msg - msg = ',
      pattern: new RegExp(`${HEAD}SipFeSocket(?:(?<incoming>Recv)|(?<outgoing>Send))Msg - msg = `),
    },
  ],
  skips: /^\s*(?:RAW PDU:|SMM:)/,
  joints: new RegExp(`${NEXT_PART}|${BODY}`, 'g'),
  ends: [{ word: ', msgLen = ', pattern: /^, msgLen = \d{1,9}\./ }],
  entries: /^\d{1,6} \d{8} \d{6}\.\d{6}:\d/,
});
