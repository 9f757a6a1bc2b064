import { framed } from './framedFormat';

/**
 * The log of Twinkle.
 *
 *     +++ 2-11-2026 18:54:15.858378 INFO SIP ::send_sip_udp
 *     Send to: udp:192.0.2.1:5060
 *     REGISTER sip:example.com SIP/2.0
 *     …
 *
 *     ---
 *
 * Day and month may have no leading zeros. Received messages have `::process_sip_msg` and `Received from: `. Other entries are framed alike.
 */
export const twinkle = framed({
  id: 'twinkle',
  heads: [
    { word: '+++ ', pattern: /\+\+\+ (?<time>\d{1,2}-\d{1,2}-\d{4} \d\d:\d\d:\d\d(?:\.\d{1,6})?) [A-Z]{1,10} SIP \S/ },
  ],
  details: [
    /^(?:(?<outgoing>Send to)|(?<incoming>Received from)): (?<transport>[A-Za-z]{2,4}):(?<remote>\[[^\]\s]{2,60}\]|[\w.:-]{1,80}):(?<remotePort>\d{1,5})\s*$/,
  ],
  ends: [{ word: '---' }],
  dateOrder: 'day-first',
});
