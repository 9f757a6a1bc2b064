// What programs write around a message: the head that tells time, direction and addresses, and marks of begin and end. A
// format is told by a phrase that only it uses; what stands in its line is then coloured by rules that all formats share.

import { ANSI, END, METHODS, re, START, TIME } from './words.mjs';

const TRANSPORT = '(?:UDP|TCP|TLS|SCTP|WSS?|udp|tcp|tls|sctp|wss?)';
const ENDPOINT = re`\[?[\w.:%-]{2,60}?\]?[:.]\d{1,5}(?!\S)`;

const RIBBON_HEAD = re`(?:Ingress|Egress): (?:received|sent|sending) msg for CallId:`;

/** Scripts put the Call-ID in front of it. */
export const SOFIA_HEAD = re`(?:recv|send) \d+ bytes (?:from|to) ${TRANSPORT}/`;

/** What tells a head, by format. It stands at the begin of a line, or behind the prefix of a logger. */
const HEADS = {
  'Asterisk chan_sip, res_pjsip': re`<--- (?:SIP read|Received SIP|(?:Reliably )?Transmitting) |(?:Reliably )?Transmitting \([^()]{0,40}\) to |Retransmitting #\d`,
  'sofia-sip: FreeSWITCH, drachtio': SOFIA_HEAD,
  'pidgin-sipe': re`MESSAGE (?:START|END) [<>]{10} SIP\(`,
  'Cisco Expressway, VCS': re`UTCTime="[^"]{0,40}" Module="network\.sip"`,
  'Cisco CUCM': re`(?:Incoming|Outgoing) SIP ${TRANSPORT} message `,
  'Cisco IOS': re`(?:SIP Msg:|//[\w/-]{1,80}/SIP/Msg/)ccsipDisplayMsg:`,
  SIPp: re`(?:Unexpected )?${TRANSPORT} message (?:sent|received)`,
  'PJSIP: pjsua, MicroSIP, Avaya B1xx': re`[.! ]{0,30}(?:TX|RX) \d+ bytes (?:Request|Response) msg `,
  'belle-sip: Linphone': re`(?:MESSAGE )?channel ?\[0x[0-9a-f]+\]: (?:message sent to |received \[\d+\] new bytes)`,
  'SIP.js, JsSIP': re`(?:Sending|Received) WebSocket |JsSIP:Transport (?:sending|received) `,
  'ngrep, sngrep, tcpdump, baresip, sip-viewer, Kamailio xlog': re`(?=(?:[A-Z]\w{0,4} |\[[A-Z]{3,9}\] )?(?:[\d/]{10} [\d:.]{8,15} )?[\w\[][\w.:%\[\]-]*+ -{0,2}> )(?:(?:${TRANSPORT}|[UTI]|IN|OUT|IP6?|\[${METHODS}\]) )?(?:\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d+ )?${ENDPOINT} -{0,2}> \[?[\w.:%-]{2,60}?\]?[:.]\d{1,5}`,
  'Avaya Communicator SDK': re`(?:\[CSDK::SIP\] )?(?:SENDING|RECEIVED) \d+ bytes (?:to|from) `,
  'Avaya phones': re`(?:Inbound|Outbound) SIP message (?:to|from) `,
  'Avaya Aura Conferencing': re`(?:<---|--->) (?=\S)${ENDPOINT} \d \d+${END}`,
  AudioCodes: re`-{2,5} (?:Incoming|Outgoing) SIP Message (?:from|to) `,
  Genesys: re`(?:Received|Sending) +\[\d+,\w+\] \d+ bytes (?:from|to) `,
  'Oracle, Acme Packet': re`On \[\d+:\d+\]\S+ (?:sent to|received from) `,
  'Ribbon, Sonus': RIBBON_HEAD,
};

/** Heads that stand at the begin of a line alone. */
const LINE_HEADS = {
  SIPp: re`-{20,} +\d{4}-`,
  Twinkle: re`\+\+\+ \d\d-\d\d-\d{4} |(?:Send to|Received from): ${TRANSPORT}:`,
  'Wireshark, printed': re`Frame \d+(?::| \()|Internet Protocol(?: Version \d)?, Src|(?:User Datagram|Transmission Control) Protocol, Src Port|Session Initiation Protocol(?: \(|$)|    Arrival Time: `,
  'Wireshark, follow': re`Node \d: |\t?\d{1,6}$`,
  'Avaya traceSM': re`\t(?:octets: |(?:in|e)gress: [\[{])|\d\d/\d\d/\d{4} \d\d:\d\d:\d\d\.\d{3} (?:-->|<--)`,
  'Avaya IP Office': re`\d+mS SIP (?:Rx|Tx): `,
  'JAIN SIP': re`(?:from|to|time|isSender|transactionId|callId|firstLine|statusMessage|debugLine)="`,
};

/** Heads that look like header fields. */
const FIELD_HEADS = {
  'Cisco IOS': re`(?:Received|Sent): ?(?:SIP ${TRANSPORT} message .*|$)`,
  'SIP.js, JsSIP': re`JsSIP:Transport `,
  'Ribbon, Sonus': RIBBON_HEAD,
  'Kamailio sipdump': re`tag: (?:rcv|snd)$|(?:pid|process|srcport|dstport): \d+$|time: \d{9,}\.\d|date: [A-Z][a-z]{2} [A-Z][a-z]{2} |proto: ${TRANSPORT} |(?:srcip|dstip): `,
  'Cisco Expressway, VCS': re`SIPMSG:`,
  'Wireshark, follow': re`Follow: (?:udp|tcp|tls|sip),|Filter: (?:udp|tcp|tls|sip)\.`,
};

/** Not a header field, although it has a name and a colon. */
export const FIELD_HEAD = `(?:(?=[EFIJRSdpst])(?:${Object.values(FIELD_HEADS).join('|')}))`;

const HEAD = `(?:${Object.values(HEADS).join('|')})`;
const LINE_HEAD = `(?:${Object.values(LINE_HEADS).join('|')})`;

/** What begins or ends a record, or parts a head from its message, and says no more; lines of one character apart. */
const MARK = re`(?:(?:<-{5,20}>|--end msg--|--- \(\d+ headers? \d+ lines?\) ---|SIPMSG:|\||\[\d+,NET\]|\]\]>|#{1,2}|com\.avaya\.asm +SIPMSGT|RAW PDU:|Message (?:Header|Body))${END})`;

/** What a head or a start-line begins with, among others: most words of other lines are told from it at once. */
export const MAYBE_HEAD = re`[A-Z]{2}|[IORST][a-z]{1,10}[ :]|JsSIP:|recv |send |channel|<-|--|//|[.! ]{1,30}[TR]X|\d{1,3}\.\d|\[`;

/** A head, or the end mark of one, behind the prefix of a logger. */
export const SURE_HEAD = re`(?:${HEAD}|<-{12,13}>|-{12,}${END}|--- \(\d+ headers)`;

export const envelopes = {
  'envelope-head': {
    comment: `Heads of ${[...new Set(Object.keys({ ...HEADS, ...LINE_HEADS, ...FIELD_HEADS }))].join('; ')}.`,
    name: 'meta.envelope',
    match: re`^ {0,3}(?=${FIELD_HEAD}|${LINE_HEAD}|${HEAD})(.{1,600}).*`,
    captures: [{ patterns: ['envelope-parts'] }],
  },
  'envelope-rule': {
    comment: 'A line of one character.',
    match: re`^[ \t]*+[-=~_*#|]{3,}${END}`,
    name: 'comment.line.record.mark',
  },
  'envelope-mark': {
    comment: 'End marks, titles without content.',
    match: re`^[ \t]{0,8}${MARK}`,
    name: 'comment.line.record.mark',
  },
  'envelope-start-line': {
    comment: 'Start-lines behind a word of the program: Wireshark, JAIN SIP, phones of Avaya.',
    name: 'meta.start-line',
    begin: re`^(?:[ \t]{2,8}((?:Request|Status)-Line) *: *|(<!\[CDATA\[)|(?:(TX)|(RX)) |(--->)[ ]|(<---)[ ])(?=${START}|[A-Z]{2,20} +\S+ SIP/\d)`,
    captures: [
      'support.type.pseudo-header',
      'comment.line.record.begin',
      'keyword.control.direction.outgoing',
      'entity.name.type.direction.incoming',
      'keyword.control.direction.outgoing',
      'entity.name.type.direction.incoming',
    ],
    patterns: ['start-line-parts'],
  },
  'envelope-parts': {
    comment: 'What heads of any format are made of.',
    patterns: [
      'timestamp',
      'direction-incoming',
      'direction-outgoing',
      'size',
      'endpoint',
      'port',
      'envelope-start',
      'envelope-field',
      'thread',
    ],
  },
  timestamp: {
    match: re`${TIME}|(?<=time: |time=")\d{9,13}(?:\.\d+)?|(?<![\w.])\d+mS(?= SIP)`,
    name: 'constant.numeric.timestamp',
  },
  'direction-incoming': {
    match: re`(?:(?<![\w-])|(?<=\dm))(?:(?i:received|incoming|inbound|recv|rcv)|RX|Rx|IN|SIP read)(?![\w-])|(?<=::)process_sip_msg|(?<=sipio-)recv<---|<{5,10}|(?<=[\d\]] )(?:<--(?= *$)|<---(?= ${ENDPOINT} \d|[ ]$))`,
    name: 'entity.name.type.direction.incoming',
  },
  'direction-outgoing': {
    match: re`(?:(?<![\w-])|(?<=\dm))(?:(?i:(?:reliably )?transmitting|retransmitting|outgoing|outbound|sending|sent|send|snd)|TX|Tx|OUT)(?![\w-])|(?<=::)send_sip_\w+|(?<=sipio-)sent--->|>{5,10}|(?<=[\d\]] )(?:-->(?= *$)|--->(?= ${ENDPOINT} \d|[ ]$))`,
    name: 'keyword.control.direction.outgoing',
  },
  size: {
    match: re`(?<![\w.])[(\[]?(\d{1,9})[)\]]? ?(?=(?:new )?bytes)|^\t?(\d{1,6})$`,
    captures: ['constant.numeric.size', 'constant.numeric.size'],
  },
  endpoint: {
    comment: 'Addresses; names only where an address must be.',
    match: re`(?<![\w.@])(?:\[(?=[^\]]{0,60}[.:])[0-9A-Fa-f:.%]{2,60}\]|\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d{4,}\.))(?:\]?[:.]\d{1,5})?(?!\w)|(?<=IP6 )[0-9A-Fa-f:.]{3,60}|(?<= > )[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{3,60}(?=: )|(?<= to |from |-> |://|\]|:)[A-Za-z][\w-]{0,60}(?:\.[\w-]{1,60}){0,8}:\d{1,5}(?![\w:.])`,
    name: 'constant.other.endpoint',
  },
  port: {
    match: re`(?<=[Pp]ort|PORT)[:=" ]{1,3}(\d{1,5})(?![\w.])|(?<=\.\d|\d\d)/(\d{1,5})(?=,|$)`,
    captures: ['constant.numeric.port', 'constant.numeric.port'],
  },
  'envelope-start': {
    comment: 'A method or a status code, told before the message.',
    match: re`(?<=msg |\[|\()(?:(${METHODS})|([1-6]\d\d))(?=[/)\]])`,
    captures: ['keyword.control.method', 'constant.numeric.status'],
  },
  'envelope-field': {
    comment: 'Names of values: of JAIN SIP, of sipdump, of Expressway.',
    match: re`(?<!\S)(?:([A-Za-z][\w-]{1,19})(?==")|(tag|pid|process|time|date|proto|srcip|srcport|dstip|dstport)(?=: ))`,
    captures: ['support.type.pseudo-header', 'support.type.pseudo-header'],
  },
  thread: {
    match: re`\[0x[0-9a-f]+\]|\([a-z]{2,8}0x[0-9a-f]+\)|(?<= )\[\d+\](?= \[CSDK)|\[\d+,\w+\]|#\d+`,
    name: 'comment.line.thread',
  },
  'terminal-colour': { match: re`^${ANSI}$`, name: 'comment.line.terminal' },
};
