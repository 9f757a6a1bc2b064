import { framed } from './framedFormat';

/**
 * Files that the module sipdump of Kamailio writes.
 *
 *     ====================
 *     tag: rcv
 *     pid: 6375
 *     process: 1
 *     time: 1795373505.369110
 *     date: Sun Nov 22 18:51:45 2026
 *     proto: udp ipv4
 *     srcip: 192.0.2.1
 *     srcport: 5060
 *     dstip: 192.0.2.2
 *     dstport: 5060
 *     ~~~~~~~~~~~~~~~~~~~~
 *     REGISTER sip:example.com SIP/2.0
 *     …
 *     ||||||||||||||||||||
 *
 * The end mark follows the last character of the message, whether a line end or not. A script may give other tags than
 * `rcv` and `snd`.
 */
export const kamailioSipdump = framed({
  id: 'kamailio-sipdump',
  heads: [
    { word: '====================', pattern: /(?<!\S)={20}\s*$/ },
    // A file that is cut begins in the middle of them.
    { word: 'tag: ', pattern: /(?<!\S)tag: (?:(?<incoming>rcv)|(?<outgoing>snd))\s*$/ },
    { word: 'srcip: ', pattern: /(?<!\S)srcip: (?<source>[\w.:]{2,60})\s*$/ },
  ],
  details: [
    /^tag: (?:(?<incoming>rcv)|(?<outgoing>snd))\s*$/,
    /^pid: (?<thread>\d{1,9})/,
    /^time: (?<time>\d{10}\.\d{1,9})/,
    /^proto: (?<transport>[A-Za-z]{2,4})\b/,
    /^srcip: (?<source>[\w.:]{2,60})/,
    /^srcport: (?<sourcePort>\d{1,5})/,
    /^dstip: (?<destination>[\w.:]{2,60})/,
    /^dstport: (?<destinationPort>\d{1,5})/,
  ],
  skips: /^(?:[a-z]{2,20}:|~{20})/,
  reach: 16,
  ends: [{ word: '||||||||||||||||||||', mayFollow: true }],
});
