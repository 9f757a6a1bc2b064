import { ASTERISK_ENTRY, ASTERISK_ENTRY_BEGIN } from './asteriskEntry';
import { framed } from './framedFormat';

const REMOTE = String.raw`(?<remote>\[[^\]\s]{2,60}\]|[\w.-]{1,80}):(?<remotePort>\d{1,5})`;
const READ = String.raw`<--?-? (?<incoming>SIP read) from (?:(?<transport>[A-Z]{2,4}):(?:\/\/)?)?${REMOTE}`;
const SENT = String.raw`(?<outgoing>(?:Reliably )?Transmitting|Retransmitting #\d{1,4}) \([^)\r\n]{1,60}\) to ${REMOTE}`;

/**
 * The old SIP driver of Asterisk, `sip set debug on`.
 *
 *     <--- SIP read from UDP:192.0.2.1:5060 --->
 *     REGISTER sip:example.com SIP/2.0
 *     …
 *     <------------->
 *     --- (11 headers 0 lines) ---
 *     Reliably Transmitting (no NAT) to 192.0.2.1:5060:
 *     OPTIONS sip:alice@192.0.2.1 SIP/2.0
 *     …
 *     ---
 *
 * Responses are sent in arrows too: `<--- Transmitting (NAT) to 192.0.2.1:5060 --->`, `<------------>`. Asterisk 1.2 has a
 * shorter arrow (`<-- SIP read from 192.0.2.1:5060: `) and no mark behind it; only 1.6 and later name the transport. A
 * console may put the time in front of every line. In a file only entries have one, and a head line in arrows begins a
 * line of its own behind its entry: `[Jan  2 13:35:51] VERBOSE[123][C-0000001a] chan_sip.c: `. Keep-alives show no
 * message.
 */
export const asteriskChanSip = framed({
  id: 'asterisk-chan-sip',
  heads: [
    { word: 'SIP read from ', pattern: new RegExp(ASTERISK_ENTRY + READ) },
    { word: 'ransmitting ', pattern: new RegExp(`${ASTERISK_ENTRY}(?:<--- )?${SENT}`) },
    ...[' chan_sip.c:', ' logger.c:'].map((word) => ({
      word,
      pattern: /\b[A-Z]{4,7}\[(?<thread>\d{1,9})\](?:\[[\w-]{1,20}\])? (?:chan_sip|logger)\.c:\s*$/,
    })),
  ],
  details: [new RegExp(READ), new RegExp(SENT)],
  ends: [
    { word: '<------------', pattern: /^<-{12,13}>\s*$/ },
    { word: '---', pattern: /^---(?: \(\d{1,4} headers \d{1,5} lines\) ?---)?\s*$/ },
  ],
  entries: ASTERISK_ENTRY_BEGIN,
});
