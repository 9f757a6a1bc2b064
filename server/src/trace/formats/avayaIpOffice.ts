import { framed } from './framedFormat';

/**
 * Avaya IP Office System Monitor. It has no id of its own: its messages are `plain`, with what the head line says of them.
 *
 *     3309492437mS SIP Rx: TCP 192.0.2.22:5060 -> 192.0.2.21:23588
 *                         INVITE sip:bob@example.com SIP/2.0
 *                         Via: SIP/2.0/TCP 192.0.2.22:5060;branch=z9hG4bK1
 *                         …
 *
 * A line that is too long goes on without blanks in front. The number counts milliseconds. A time stamp may stand in front of it: `2022-04-26T10:19:58` or ` 12:15:06`.
 */
export const avayaIpOffice = framed({
  id: 'plain',
  heads: ['mS SIP Rx: ', 'mS SIP Tx: '].map((word) => ({
    word,
    pattern:
      /(?:(?<time>(?:\d{4}-\d\d-\d\dT)?\d\d:\d\d:\d\d)\s{1,4}\d{1,15}|(?<ticks>\d{1,15}))mS SIP (?:(?<incoming>Rx)|(?<outgoing>Tx)): (?<transport>UDP|TCP|TLS|WSS?) (?<source>\S{2,80}) -> (?<destination>\S{2,80})/,
  })),
  joints:
    /\r?\n(?!\s|(?:(?:\d{4}-\d\d-\d\dT)?\d\d:\d\d:\d\d\s{1,4})?\d{1,15}mS |\*{8})(?<=\n {20}[^\r\n]{1,4000}\r?\n)/g,
  entries: /^\s{0,4}(?:(?:\d{4}-\d\d-\d\dT)?\d\d:\d\d:\d\d\s{1,4})?\d{1,15}mS |^\*{8,} /,
});
