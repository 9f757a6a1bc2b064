import { framed } from './framedFormat';

/**
 * sipmsg.log of Oracle (Acme Packet) session border controllers.
 *
 *     Jul  4 11:29:22.360 On [257:888]192.0.2.92:5060 sent to 192.0.2.136:5060
 *     INVITE sip:bob@example.com SIP/2.0
 *     …
 *     ----------------------------------------
 *
 * Slot, port and VLAN in brackets are missing on internal sockets and in old versions. matched.log has the name of a rule
 * behind the addresses or on the next line.
 */
export const acmeSipmsg = framed({
  id: 'acme-sipmsg',
  heads: [' sent to ', ' received from '].map((word) => ({
    word,
    pattern:
      /(?<time>[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d(?:\.\d{1,6})?) On (?:\[\d{1,5}:\d{1,5}(?:\.\d{1,5})?\])?(?<local>\[?[\w.:-]{1,80}?\]?):(?<localPort>\d{1,5}) (?:(?<outgoing>sent to)|(?<incoming>received from)) (?<remote>\[?[\w.:-]{1,80}?\]?):(?<remotePort>\d{1,5})(?:\s{1,4}[\w-]{1,40}\[[^\]]{1,100}\])?\s*$/,
  })),
  skips: /^[\w-]{1,40}\[[^\]]{1,100}\]\s*$/,
  ends: [{ word: '----------------------------------------' }],
  entries: /^[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d\.\d{3} (?=On |\[)/,
});
