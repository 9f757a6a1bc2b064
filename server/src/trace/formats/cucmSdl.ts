import { framed } from './framedFormat';

const OVER_THE_NETWORK =
  /(?:(?:(?<sequence>\d{8,10}\.\d{3}) {0,4}\|)?(?<time>(?:\d\d\/\d\d\/\d{4} )?\d\d:\d\d:\d\d\.\d{3}) (?:[A-Z]{1,8})?\|.{0,200}?)?(?:(?<incoming>Incoming)|(?<outgoing>Outgoing)) SIP (?<transport>UDP|TCP|TLS) message(?: size \d{1,9})? {1,4}(?:from|to) {1,4}(?<remote>\[[0-9A-Fa-f.:]{2,45}\]|[0-9A-Za-z.-]{1,100}(?=:\d|:\[| on )|[0-9A-Fa-f.:]{2,45})(?: on port |:\[?)(?<remotePort>\d{1,5})/i;
const NORMALIZED =
  /(?:(?<sequence>\d{8,10}\.\d{3}) {0,4}\|)?(?<time>\d\d:\d\d:\d\d\.\d{3}) {0,4}\|.{0,200}?(?:Before|After) (?:(?<incoming>in)|(?<outgoing>out))bound SIP Normalization msg is:?/;

/**
 * SDL and SDI traces of Cisco Unified Communications Manager.
 *
 *     01383831.001 |12:53:00.671 |AppInfo  |SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from 192.0.2.4 on port 53696 index 65 with 1695 bytes:
 *     [105066,NET]
 *     INVITE sip:bob@192.0.2.1 SIP/2.0
 *     …
 *     01383896.001 |12:53:00.673 |AppInfo  |…
 *
 * UDP has its port in brackets: `message size 539 from 192.0.2.4:[5060]:`. Versions up to 9 have a date in front or no
 * number, and end a message with `|1,100,63,1.13^192.0.2.4^*` or `|<CLID::…>`. Where a script changes the messages of a trunk,
 * each is logged once more before and after: `//SIP/SIPNormalization/trace_sip_message: After inbound SIP Normalization msg is:`.
 */
export const cucmSdl = framed({
  id: 'cucm-sdl',
  heads: [
    ...['Incoming SIP ', 'Outgoing SIP '].map((word) => ({ word, pattern: OVER_THE_NETWORK })),
    { word: ' SIP Normalization msg is', pattern: NORMALIZED },
  ],
  skips: /(?<![^\s:-])\[\d{1,12},\w{1,12}\]\s*$/,
  reach: 6,
  entries:
    /^(?:\d{8,10}\.\d{3} {0,4}\||\d\d:\d\d:\d\d\.\d{3} {0,4}\||\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d\.\d{3} |\|(?:<\w|\d{1,3},\d))/,
});
