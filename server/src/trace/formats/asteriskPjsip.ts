import { ASTERISK_ENTRY, ASTERISK_ENTRY_BEGIN } from './asteriskEntry';
import { framed } from './framedFormat';
import { pjsipUnreadHead } from './pjsipLines';

/**
 * The SIP driver of Asterisk that uses PJSIP, `pjsip set logger on`.
 *
 *     <--- Received SIP request (411 bytes) from UDP:192.0.2.1:5060 --->
 *     REGISTER sip:example.com SIP/2.0
 *     …
 *     <--- Transmitting SIP response (877 bytes) to UDP:192.0.2.1:5060 --->
 *
 * No mark ends a message: notes of the console (`    -- Executing …`, `  == Using …`) follow at once. A console may put the
 * time in front of every line. In a file only the head line has one: `[2024-01-02 13:35:51] VERBOSE[123]
 * res_pjsip_logger.c: `. A message that PJSIP could not read is shown by
 * `[2024-01-02 13:35:51] ERROR[123] pjproject: <?>: sip_transport.c Error processing 411 bytes packet from UDP …`.
 */
export const asteriskPjsip = framed({
  id: 'asterisk-pjsip',
  heads: [
    ...['Received SIP re', 'Transmitting SIP re'].map((word) => ({
      word,
      pattern: new RegExp(
        String.raw`${ASTERISK_ENTRY}<--- (?:(?<incoming>Received)|(?<outgoing>Transmitting)) SIP (?:request|response) \(\d{1,7} bytes\) (?:from|to) (?<transport>[A-Za-z]{2,4})6?:(?<remote>\[[^\]\s]{2,60}\]|[\w.*-]{1,80}):(?<remotePort>\d{1,5})`,
      ),
    })),
    pjsipUnreadHead(
      String.raw`(?:[A-Z]{4,7}\[(?<thread>\d{1,9})\](?:\[[\w-]{1,20}\])?:? )?pjproject:\S{0,6} <\?>:\s{1,40}\S{1,20} \.*`,
    ),
  ],
  entries: ASTERISK_ENTRY_BEGIN,
});
