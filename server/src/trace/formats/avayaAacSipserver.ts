import { framed } from './framedFormat';

/**
 * sipserver.log of the Avaya Aura Conferencing gateway and Scopia: a prefix on every line, the arrow again in front of the
 * start-line.
 *
 *     2016-11-04 08:07:41.305 [.INFO] [..MESSAGE] <--- 192.0.2.1:58851 1 1028
 *     2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] <--- INFO sip:bob@example.com SIP/2.0
 *     2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] From: <sip:alice@example.com>;tag=1
 *     …
 *
 * The numbers are the transport (0 UDP, 1 TCP) and the size. A body that is compressed stands in the log as it is.
 */
export const avayaAacSipserver = framed({
  id: 'avaya-aac-sipserver',
  heads: ['<--- ', '---> '].map((word) => ({
    word,
    pattern:
      /\[\.\.MESSAGE\] (?:(?<incoming><---)|(?<outgoing>--->)) (?<remote>\[?[\w.:-]{1,80}?\]?):(?<remotePort>\d{1,5}) (?:(?<udp>0)|(?<tcp>1)|\d) \d{1,9}\s*$/,
  })),
});
