import { isLogPrefix, prefixAt } from './prefix';

/** What begins or frames a record in the log of one program, and in no other text. */
export interface RecordMark {
  /** Id of the log format. */
  readonly format: string;
  /** Begins with `^` where the program writes the mark at the beginning of a line; else a prefix may stand in front. */
  readonly pattern: RegExp;
}

/** Whether a record mark of any format stands in `text`. */
export function hasRecordMark(text: string): boolean {
  if (AT_LINE_START.test(text)) return true;
  for (const { index } of text.matchAll(BEHIND_PREFIX)) {
    if (isLogPrefix(prefixAt(text, index))) return true;
  }
  return false;
}

/** A start-line as far as it tells: for envelopes that frame other protocols too. */
const START = /[ \t]{0,20}(?:SIP\/2\.0 [1-6]\d\d|[A-Z]{3,20} <?(?:sips?|tel|urn|im|pres):)/;
const EOL = /[ \t]{0,8}\r{0,2}\n/;
const TRANSPORT = /(?:UDP|TCP|TLS|SCTP|WSS?)/;
const ADDRESS = /\[?[\w.:-]{1,100}/;
/** `10:38:58.520 33C:B00 INFO  :: ` behind a date. */
const UCCAPI = /^(?:\d[\d./-]{5,9}\|)?\d\d:\d\d:\d\d\.\d{3} [0-9A-Fa-f]{1,8}:[0-9A-Fa-f]{1,8} [A-Z]+ +:: /;

/** One line for each kind of record. The formats `plain` and `kamailio-xlog` have no marks of their own. */
export const recordMarks: readonly RecordMark[] = [
  mark(
    'ocs-sipstack',
    /^TL_[A-Z]+\(TF_\w+\) \[[^\]\r\n]{0,200}\][0-9A-Fa-f]+\.[0-9A-Fa-f]+::[^(\r\n]{0,200}\(SIPStack,/,
  ),
  mark('ocs-sipstack', /^TL_[A-Z]+\(TF_PROTOCOL\) \[[^\r\n]{0,400}\$\$begin_record/),
  mark(
    'uccapi',
    UCCAPI,
    /(?:End of )?(?:S(?:ending P|ENDING P)(?:acket|ACKET)|D(?:ata R|ATA R)(?:eceived|ECEIVED)) - ?/,
  ),
  mark('uccapi', UCCAPI, START),
  mark('sipe-debug', /MESSAGE (?:START )?(?:<{10}|>{10}) SIP(?:\(| - )/),
  mark('expressway', /^ SIPMSG:/, EOL, / \|/, START),
  mark('asterisk-chan-sip', /<--- SIP read from /, TRANSPORT, /:/),
  mark(
    'asterisk-chan-sip',
    /(?:Reliably Transmitting|<--- Transmitting|Retransmitting #\d{1,3}) \((?:(?:no )?NAT|force_rport|[a-z_,]+)\) to /,
    ADDRESS,
  ),
  mark(
    'asterisk-pjsip',
    /<--- (?:Received|Transmitting) SIP (?:request|response) \(\d+ bytes\) (?:from|to) /,
    TRANSPORT,
    /:/,
  ),
  mark('freeswitch-sofia', /(?:recv|send) \d+ bytes (?:from|to) (?:udp|tcp|tls|wss?|sctp)\/\[/),
  mark('cucm-sdl', /wait_Sdl(?:ReadRsp|SPISignal): (?:Incoming|Outgoing) SIP /, TRANSPORT, / message (?:from|to) /),
  mark('cisco-ios', /(?:\/SIP\/Msg\/|SIP Msg:)ccsipDisplayMsg:[ \t]*(?:\r{0,2}\n[ \t]*)?(?:Received|Sent)/),
  mark('cisco-ios', /^(?:Received|Sent):(?: SIP [A-Z]+ message from [^\r\n]{1,200})?/, EOL, START),
  mark('cisco-phone-sipio', /sipio-(?:sent---> |recv<--- )/, START),
  mark(
    'sipp-trace-msg',
    /^(?:Unexpected )?/,
    TRANSPORT,
    / message (?:sent|received) ?(?:\(\d+ bytes\)|\[\d+\] ?bytes ?)?:?/,
    EOL,
    /(?:[ \t]{0,8}\r{0,2}\n)?/,
    START,
  ),
  mark(
    'pjsua-log',
    /(?:TX|RX) \d+ bytes (?:Request|Response) msg [\w/=.-]{1,200} \([tr]data0x[0-9a-f]+\) (?:from|to) /,
  ),
  mark('asterisk-pjsip', /pjproject:\S{0,6} <\?>:[^\r\n]{1,80}Error processing \d+ bytes packet from /, TRANSPORT, / /),
  mark('linphone', /belle-sip[^\r\n[]{0,40}\[0x[0-9a-f]+\]: (?:message sent to \[|received \[\d+\] new bytes from \[)/),
  mark('baresip-trace', /#\r{0,2}\n/, TRANSPORT, / /, ADDRESS, / -> /, ADDRESS, EOL, START),
  mark('twinkle', /^\+{3} \d\d-\d\d-\d{4} [\d:.]+ [A-Z]+ SIP ::(?:send_sip_|process_sip_msg)/),
  mark('sipjs', /sip\.[Tt]ransport \| (?:Sending|Received) WebSocket (?:text |binary )?message:/),
  mark('sipjs', /JsSIP:Transport (?:sending message|received (?:text |binary )?message)/),
  mark('kamailio-sipdump', /^={20}\r{0,2}\ntag: (?:rcv|snd)\r{0,2}\n/),
  mark('kamailio-syslog-octal', /SIP\/2\.0(?: \d{3} [^\r\n#]{0,100})?#015(?:#012)? ?[A-Za-z-]+ ?:/),
  mark(
    'ngrep',
    /^[UT] (?:\d{4}\/\d\d\/\d\d [\d:.]{8,15} )?/,
    ADDRESS,
    / -> /,
    ADDRESS,
    /(?: \[\w+\])?(?: #\d+)?/,
    EOL,
    START,
  ),
  mark(
    'ngrep',
    /^[UT] (?:\d{4}\/\d\d\/\d\d [\d:.]{8,15} )?/,
    ADDRESS,
    / -> [^\r\n]{1,120}/,
    EOL,
    /(?: {1,4}[\da-f]{2}){16} {3}/,
    START,
  ),
  mark('sngrep', /^\d{4}\/\d\d\/\d\d [\d:.]{8,15} /, ADDRESS, / -> /, ADDRESS, EOL, START),
  mark(
    'sngrep',
    /^proto:[A-Za-z]{2,4} \d{4}-[\d:.TZ+-]{10,30} {1,3}/,
    ADDRESS,
    / ---> /,
    ADDRESS,
    EOL,
    /(?:[ \t]{0,8}\r{0,2}\n){0,3}/,
    START,
  ),
  mark(
    'tcpdump-ascii',
    /^\d\d:\d\d:\d\d\.\d{6} IP6? [^\r\n]{1,200}\r{0,2}\n(?:[^\n]{0,80}\n){0,2}?[^\n]{0,60}?/,
    START,
  ),
  mark('tcpdump-ascii', /^(?:\d[\d:. -]{7,30} )?IP6? [^\r\n]{1,200} > [^\r\n]{1,200}: SIP:/, START),
  mark('wireshark-verbose', /^Session Initiation Protocol(?: \([\w ]{1,30}\))?\r{0,2}\n {4}(?:Request|Status)-Line: /),
  mark('wireshark-follow', /^Node 0: [^\r\n]{1,80}\r{0,2}\nNode 1: [^\r\n]{1,80}\r{0,2}\n[ \t]*\d+/, EOL, START),
  mark('avaya-csdk', /\[CSDK::SIP\] (?:SENDING|RECEIVED) \d+ bytes (?:from|to) /),
  mark('avaya-tracesm', /^com\.avaya\.asm +SIPMSGT\b/),
  mark('avaya-endpointlog', /SIPMESSAGE: [^\r\n|]{0,80}\| \d+ (?:Outbound SIP message to|Inbound SIP message from) /),
  mark('avaya-aac-sipserver', /\[\.\.MESSAGE\] (?:<---|--->) /, START),
  mark('jain-sip-xml', /^firstLine="(?:SIP\/2\.0 \d{3}[^"\r\n]{0,200}|[A-Z]{3,20} [^"\s]{1,1000} SIP\/2\.0)"/),
  mark('sip-viewer-text', /^\[[\d/]{10} [\d:.]{12}\] (?:IN|OUT) /, ADDRESS, / --> /, ADDRESS, EOL, EOL, START),
  mark(
    'audiocodes-syslog',
    /---- (?:Incoming|Outgoing) SIP Message (?:from|to) /,
    ADDRESS,
    / (?:from|to) SIPInterface #\d/,
  ),
  mark('genesys-sip-server', /: (?:Received|Sending) +\[\d+,[A-Z]+\] \d+ bytes (?:from|to) [^\s]{1,80} (?:<{5}|>{5})/),
  mark('acme-sipmsg', / On \[\d+:\d+\]/, ADDRESS, / (?:sent to|received from) /, ADDRESS, EOL, START),
  mark('ribbon-sbc', /gress: (?:received|sent) msg for CallId:\S{1,200} (?:from|to) IP\/port:/),
];

const sources = recordMarks.map(({ pattern }) => pattern.source);
const isAnchored = (source: string): boolean => source.startsWith('^');
const AT_LINE_START = new RegExp(`^(?:${sources.filter(isAnchored).join('|')})`, 'm');
const BEHIND_PREFIX = new RegExp(sources.filter((source) => !isAnchored(source)).join('|'), 'gm');

function mark(format: string, ...parts: readonly RegExp[]): RecordMark {
  return { format, pattern: new RegExp(parts.map(({ source }) => source).join(''), 'm') };
}
