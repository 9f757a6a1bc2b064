import { framed } from './framedFormat';

/**
 * Genesys SIP Server.
 *
 *     13:39:18.897: SIPTR: Received [0,UDP] 502 bytes from 192.0.2.4:5060 <<<<<
 *     REGISTER sip:example.com SIP/2.0
 *     …
 *     13:39:18.897: Sending  [0,UDP] 462 bytes to 192.0.2.4:5060 >>>>>
 *     SIP/2.0 200 OK
 *     …
 *
 * A message ends at the next line that begins with a time.
 */
export const genesysSipServer = framed({
  id: 'genesys-sip-server',
  heads: [' <<<<<', ' >>>>>'].map((word) => ({
    word,
    pattern:
      /(?:(?<incoming>Received)|(?<outgoing>Sending)) {1,4}\[(?<thread>\d{1,6}), ?(?<transport>UDP|TCP|TLS|SCTP|WSS?)\] \d{1,9} bytes (?:from|to) (?<remote>\[?[\w.:-]{1,80}?\]?):(?<remotePort>\d{1,5}) (?:<{5}|>{5})/,
  })),
  entries: /^(?:@|\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d\.\d{3,4}:? /,
});
