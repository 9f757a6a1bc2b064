import { framed } from './framedFormat';

/**
 * The transport log of sofia-sip: FreeSWITCH (`sofia global siptrace on`), drachtio-server, sip-options.
 *
 *     recv 323 bytes from udp/[192.0.2.1]:5060 at 18:55:07.098836:
 *        ------------------------------------------------------------------------
 *        SIP/2.0 200 OK
 *        …
 *        ------------------------------------------------------------------------
 *
 * FreeSWITCH 1.10 writes no blanks in front of the lines and no rule behind them. An old version leaves out the port
 * where it is the default one.
 */
export const freeswitchSofia = framed({
  id: 'freeswitch-sofia',
  heads: [
    {
      word: '/[',
      pattern:
        /(?:(?<incoming>recv)|(?<outgoing>send)) \d+ bytes (?:from|to) (?<transport>udp|tcp|tls|wss?|sctp)\/\[(?<remote>[^\]]{1,80})\](?::(?<remotePort>\d{1,5}))? at (?<time>\d\d:\d\d:\d\d(?:\.\d{1,9})?)/,
    },
  ],
  usualHeads: (['incoming', 'outgoing'] as const).map((direction) => ({
    before: new RegExp(
      String.raw`${direction === 'incoming' ? 'recv' : 'send'} \d{1,8} bytes (?:from|to) (?:udp|tcp|tls|wss?|sctp)\/\[[\w.:]{2,40}\]:\d{1,5} at `,
      'y',
    ),
    hasDate: false,
    behind: /:/y,
    direction,
  })),
  ends: [{ word: '------------------------', pattern: /^\s*-{60,80}\s*$/ }],
});
