import { OneOf, Run } from '../ordinary/usualHead';
import { framed } from './framedFormat';

const address = new Run('0123456789.:ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz', 2, 40);

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
    before: [
      new OneOf(direction === 'incoming' ? 'recv ' : 'send '),
      new Run('0123456789', 1, 8),
      new OneOf(' bytes from ', ' bytes to '),
      new OneOf('udp/[', 'tcp/[', 'tls/[', 'ws/[', 'wss/[', 'sctp/['),
      address,
      new OneOf(']:'),
      new Run('0123456789', 1, 5),
      new OneOf(' at '),
    ],
    hasDate: false,
    behind: [new OneOf(':')],
    direction,
  })),
  ends: [{ word: '------------------------', pattern: /^\s*-{60,80}\s*$/ }],
});
