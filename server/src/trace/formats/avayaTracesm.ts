import { framed } from './framedFormat';

const ADDRESS = String.raw`[\w.:[\]-]{2,80}?`;
const leg = (name: string): string =>
  String.raw`${name}: \{ ?L(?<${name}Local>${ADDRESS})\/R(?<${name}Remote>${ADDRESS})\/(?<${name}Transport>[A-Z]{2,4})?\/`;

/**
 * The SIP trace of Avaya Aura Session Manager: the file asset.log that traceSM shows, and what other tools convert for it.
 *
 *     com.avaya.asm  SIPMSGT
 *     --------------------
 *     07/11/2024 11:04:54.344 -->
 *     	octets: 1203, Body Length: 0
 *     	ingress: { L192.0.2.1:5061/R192.0.2.2:5061/TLS/0xa }
 *     	egress: [NO TARGET]
 *     --------------------
 *     SIP/2.0 200 OK
 *     …
 *     --------------------
 *
 * The day comes first. A message that came in may have an egress already, and one that goes out an ingress. Through
 * syslog the whole record stands on one line with `#012` for the line ends; the export of the Trace Viewer has the lines
 * up to the second rule on one line. The rest of a long message has `SIPMSGT+` in front.
 */
export const avayaTracesm = framed({
  id: 'avaya-tracesm',
  heads: [{ word: 'SIPMSGT', pattern: /(?:\bcom\.avaya\.asm\s{1,4})?\bSIPMSGT(?=[\s#<]|$)/ }],
  details: [
    /(?<time>\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d\.\d{3}) (?:(?<incoming>-->)|(?<outgoing><--))/,
    new RegExp(leg('ingress')),
    new RegExp(leg('egress')),
  ],
  skips: /^\s{0,8}(?:octets|ingress|egress|SIPMsgContext|APMsgContext|Listener|trace-seq|# msgno): /,
  reach: 12,
  ends: [{ word: '--------------------' }],
  joints: /\r{0,2}\n[^\r\n]{0,200}?SIPMSGT\+ ?/g,
  dateOrder: 'day-first',
});
