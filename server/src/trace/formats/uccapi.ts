import { framed } from './framedFormat';

/** Date, time, `process:thread` and level of an entry. An old RTC client writes no date. */
const ENTRY = String.raw`(?<time>(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[| ])?\d\d:\d\d:\d\d[.,]\d{3}) (?<thread>[0-9A-Fa-f]{1,8}:[0-9A-Fa-f]{1,8}) [A-Z]{4,8} {1,4}:: {0,4}`;

const PACKET = new RegExp(
  String.raw`${ENTRY}(?:(?<outgoing>Sending Packet)|(?<incoming>(?<stream>Data) Received)) {0,4}- {0,4}(?<remote>\S{1,100})(?: {1,4}\((?:From|To) Local Address: {0,4}(?<local>[^)\s]{1,100})\))?`,
  'i',
);

/** A start-line behind what an entry begins with. */
const MESSAGE = new RegExp(
  String.raw`${ENTRY}(?=SIP/2\.0 \d{3} |[A-Z]{3,20} <?[A-Za-z][A-Za-z0-9+.-]{0,30}:\S{1,1000} SIP/2\.0)`,
);

/**
 * The client library of Office Communicator, Lync and Skype for Business: `Communicator-uccapi-0.uccapilog`,
 * `Lync-UccApi-0.UccApilog`.
 *
 *     01/15/2012|11:30:10.012 F98:1234 INFO  :: Sending Packet - 192.0.2.20:443 (From Local Address: 192.0.2.143:49176) 742 bytes:
 *     01/15/2012|11:30:10.012 F98:1234 INFO  :: REGISTER sip:contoso.com SIP/2.0
 *     Via: SIP/2.0/TLS 192.0.2.143:49176
 *     …
 *     01/15/2012|11:30:10.012 F98:1234 INFO  :: End of Sending Packet - 192.0.2.20:443 (From Local Address: 192.0.2.143:49176) 742 bytes
 *
 * Some versions write `SENDING PACKET`, no blank behind the dash, or put the beginning of the entry in front of each line
 * of the message. The RTC client of Windows Messenger has no packet line.
 */
export const uccapi = framed({
  id: 'uccapi',
  heads: [
    ...['Sending Packet', 'SENDING PACKET', 'Data Received', 'DATA RECEIVED'].map((word) => ({
      word,
      pattern: PACKET,
    })),
    { word: ' :: ', pattern: MESSAGE, isSecond: true },
  ],
  ends: [{ word: 'End of ' }, { word: 'END OF ' }].map((end) => ({
    ...end,
    pattern: /^End of (?:Sending Packet|Data Received)\b/i,
  })),
  entries: /^(?:\d[\d/.-]{5,9}[| ])?\d\d:\d\d:\d\d[.,]\d{3} [0-9A-Fa-f]{1,8}:[0-9A-Fa-f]{1,8} [A-Z]{4,8} {1,4}:: {0,4}/,
});
