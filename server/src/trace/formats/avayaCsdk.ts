import { framed } from './framedFormat';

const COUNT_AND_PEER = String.raw`:? \d{1,9} bytes (?:from|to):? (?:(?<transport>udp|tcp|tls|wss?):\/\/)?(?<remote>\[?[\w.:-]{1,80}?\]?)(?::(?<remotePort>\d{1,5}))? \{`;
const MODULE = String.raw`(?:\[ {0,6}(?<thread>[^\][]{1,60})\] (?:- )?(?:\[[\w:]{1,20}\]){1,2} (?:> )?)?`;

/**
 * The Avaya Client SDK: Workplace, Equinox, Communicator, VDI on all systems, and test programs.
 *
 *     2024-11-07 11:04:54.333 D [36308] [CSDK::SIP] SENDING 875 bytes to 192.0.2.1:5061 {
 *
 *     REGISTER sips:example.com SIP/2.0
 *     …
 *
 *
 *     }
 *
 * The port follows an IPv6 address without brackets. Android writes `[CSDKEventLoop] - [SIP] > SENDING 843 bytes to …` and
 * in old versions `SENDING: 698 bytes to: …`; iOS has a colon in front of the milliseconds. One-X Communicator counts in
 * the head line and puts a number of the connection in front of start-line and end:
 *
 *     [04/27/2022 20:21:23:545] DBH:     SIGNAL: [be84] SENT to 192.0.2.1:5061. Length= 696.
 *     {
 *     [be84] REGISTER sip:example.com SIP/2.0
 *     …
 *     [be84] }
 */
export const avayaCsdk = framed({
  id: 'avaya-csdk',
  heads: [
    { word: 'RECEIVED', pattern: new RegExp(`${MODULE}(?<incoming>RECEIVED)${COUNT_AND_PEER}`) },
    { word: 'SENDING', pattern: new RegExp(`${MODULE}(?<outgoing>SENDING)${COUNT_AND_PEER}`) },
    ...['RECEIVED from', 'SENT to'].map((word) => ({
      word,
      pattern:
        /SIGNAL: \[(?<thread>[0-9a-f]{1,16})\] (?:(?<incoming>RECEIVED from)|(?<outgoing>SENT to)) (?<remote>\[?[\w.:-]{1,80}?\]?)(?::(?<remotePort>\d{1,5}))?\. Length= ?\d/,
    })),
  ],
  skips: /^\s*\{\s*$/,
  ends: [
    { word: '}', hasBlankInFront: true },
    { word: '[', pattern: /^\[[0-9a-f]{1,16}\] \}\s*$/ },
  ],
  entries: /^(?:[A-Z] )?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.,:]\d{3} /,
});
