import { framed } from './framedFormat';

/**
 * The syslog of AudioCodes session border controllers and gateways.
 *
 *     <133>[S=1718478] [SID=b9027c:24:198173]  (N  6891753) ---- Incoming SIP Message from 192.0.2.24:5061 to SIPInterface #2 (Teams) TLS TO(#134) SocketID(200) ---- #012SIP/2.0 200 OK #012FROM: <sip:192.0.2.51>;tag=1 #012…  [Time:19-12@12:44:54.873]
 *
 * `#012` stands for the line ends, or there are real ones. The head may stand behind other items of the record, and the
 * message may follow in the next record, or begin in this one and go on in the next: `[S=…]` counts the records.
 */
export const audiocodesSyslog = framed({
  id: 'audiocodes-syslog',
  heads: ['Incoming SIP Message from ', 'Outgoing SIP Message to '].map((word) => ({
    word,
    pattern:
      /(?:\[S=(?<sequence>\d{1,12})\] {0,4}(?:\[[BS]ID=(?<thread>[\w:.]{1,60})\])?[^\r\n]{0,1500}?)?-{4} (?:(?<incoming>Incoming)|(?<outgoing>Outgoing)) SIP Message (?:from|to) (?<remote>\[?[\w.:-]{1,80}?\]?):(?<remotePort>\d{1,5})(?![\w:\]])(?: (?:from|to) SIPInterface #\d{1,5}(?: \([^)]{0,80}\))?)?(?: (?<transport>UDP|TCP|TLS|SCTP|WSS?))?[^\r\n]{0,80}?-{4}/,
  })),
  joints:
    /(?: ?\[Time:[^\]\r\n]{1,40}\])?[ \t]{0,4}\r?\n[^\r\n]{0,200}?\[S=\d{1,12}\] {0,4}(?:\[[BS]ID=[\w:.]{1,60}\])?\s{0,4}(?![\s([]|-{4} )/g,
  entries: /^[^\r\n]{0,200}?\[S=\d{1,12}\] {0,4}\[[BS]ID=/,
  ends: [{ word: '[Time:', pattern: /\[Time:(?<time>[^\]]{1,40})\]/ }],
});
