import { framed } from './framedFormat';

const CLOCK = String.raw`(?:(?<time>[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d)\s[^\r\n<]{0,60}?)?`;
const ZONE_AND_YEAR = String.raw`:?\s[+-]\d\d:\d\d (?<year>\d{4}) (?<milliseconds>\d{1,3}) \d{1,5} \.?\w{1,8} \| \d{1,3} `;
const PEER = String.raw`(?:(?<outgoing>Outbound SIP message to)|(?<incoming>Inbound SIP message from)) (?:ip = ?)?(?<remote>\[?[\w.:-]{1,80}?\]?)(?::| port: ?)(?<remotePort>\d{1,5})(?=[\s<\\#]|$)`;

const PART = String.raw`SIPMESSAGE:?\s[+-]\d\d:\d\d \d{4} \d{1,3} \d{1,5} \.?\w{1,8} \| \d{1,3} \[Part (?!01)\d\d of \d\d\](?:\r{0,2}\n|<010>)`;
/** What syslog servers put in front. */
const SERVER = String.raw`(?:(?:<\d|\d|[A-Z][a-z]{2} (?:[A-Z][a-z]{2} )?[ \d]\d |[A-Z]{4,7}\t)[^\r\n@="]{0,120}?)?`;
const SYSLOG = String.raw`<\d{1,3}>[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d \S{1,60} `;
/** What shows that a line of the message begins behind the head of a part, so that the line end in front is its own. */
const NEW_LINE = String.raw`(?:[A-Z][\w-]{0,40} ?: |[a-z]=|\r{0,2}\n)`;

/**
 * EndpointLog of Avaya desk phones (96x1, J100, H175), VDI Communicator and one-X Agent, as a file or through syslog.
 *
 *     <166>Jul 26 23:28:38 192.0.2.4 SIPMESSAGE: +01:00 2015 994 1 .TEL | 0 Inbound SIP message from 192.0.2.1:5061
 *     RX SIP/2.0 200 OK
 *     …
 *
 * Year and milliseconds stand behind the host. New versions have a function in front of `Outbound` and write
 * `from ip = 192.0.2.1 port: 5061`. A message that came in was logged before, by the module ALSIP:
 *
 *     <166>Jul 26 23:28:38 192.0.2.4 ALSIP: +01:00 2015 994 1 .TEL | 0 CNetworkInputManager::QueueSIPInputMessage: msg SIP/2.0 200 OK
 *     …
 *      context 85639120, protocol 515, IP 192.0.2.1, port 5061.
 *
 * A long message comes in parts: `[Part 01 of 02]` and a line end stand in front of `Outbound`, and the head of the next
 * part stands wherever the text was cut, also inside of a line.
 */
export const avayaEndpointlog = framed({
  id: 'avaya-endpointlog',
  heads: [
    {
      word: 'SIP message ',
      pattern: new RegExp(String.raw`${CLOCK}SIPMESSAGE${ZONE_AND_YEAR}[\w:]{0,60}(?:\(\): )?${PEER}`),
    },
    { word: '[Part 01 of ', pattern: new RegExp(String.raw`${CLOCK}SIPMESSAGE${ZONE_AND_YEAR}\[Part 01 of \d\d\]`) },
    {
      word: 'QueueSIPInputMessage: msg ',
      pattern: new RegExp(String.raw`${CLOCK}ALSIP${ZONE_AND_YEAR}[\w:]{0,60}QueueSIPInputMessage: msg `),
      direction: 'incoming',
      isDuplicate: true,
    },
  ],
  details: [new RegExp(PEER)],
  ends: [
    {
      word: 'context ',
      pattern: /^context \d{1,12}, protocol \d{1,6}, IP (?<remote>[\w.:-]{2,45}), port (?<remotePort>\d{1,5})/,
    },
  ],
  entries: /[A-Z]{2,16}:?\s[+-]\d\d:\d\d \d{4} \d{1,3} \d{1,5} \.?\w{1,8} \| \d{1,3} /,
  joints: new RegExp(String.raw`\r{0,2}\n${SERVER}${PART}(?!${NEW_LINE})|(?:(?<=\n)${SERVER}|${SYSLOG})${PART}`, 'g'),
});
