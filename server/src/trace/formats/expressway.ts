import { framed } from './framedFormat';

/**
 * The diagnostic log of Cisco Expressway and TelePresence VCS, on the system or through syslog.
 *
 *     2017-03-02T08:10:46.240+01:00 vcse tvcs: UTCTime="2017-03-02 07:10:46,240" Module="network.sip" Level="DEBUG":  Action="Received" Local-ip="192.0.2.47" Local-port="25002" Src-ip="192.0.2.6" Src-port="5061" Msg-Hash="137"
 *      SIPMSG:
 *      |OPTIONS sip:192.0.2.47:25002 SIP/2.0
 *      Via: SIP/2.0/TLS 192.0.2.6:5061;branch=z9hG4bK1
 *      …
 *     |
 *
 * Version X7 names the peer only: `Src-ip` of what it received, `Dst-ip` of what it sent. The bar at the end may stand
 * behind the last line of the body; copies of web pages lose it and the blanks.
 */
export const expressway = framed({
  id: 'expressway',
  heads: [
    {
      word: 'Module="network.sip"',
      pattern:
        /(?:(?<utc>UTC)Time="(?<time>[\d:,. -]{8,30})"\s{1,4})?Module="network\.sip" Level="[A-Z]{1,10}":\s{1,4}(?:Action="[^"]{0,40}"\s{1,4})?(?:Local-ip="\s*(?<local>[^"\s]{1,100})\s*"\s{1,4}Local-port="(?<localPort>\d{1,5})"\s{1,4})?(?:(?<incoming>Src)|(?<outgoing>Dst))-ip="\s*(?<remote>[^"\s]{1,100})\s*"\s{1,4}(?:Src|Dst)-port="(?<remotePort>\d{1,5})"/,
    },
  ],
  skips: /(?:^|[\s:-])SIPMSG:\s*$/,
  ends: [{ word: '|', mayFollow: true }],
  reach: 6,
  entries: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,12} \S{1,100} \w{1,40}: /,
});
