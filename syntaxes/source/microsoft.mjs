// Envelopes of Microsoft's servers and clients.

import { re } from './words.mjs';

const FIELD = 'support.type.pseudo-header';
const WARNING = 'string.regexp.level.warning constant.other.level.warning token.warn-token.level.warning';
const ERROR = 'invalid.level.error';
const INFORMATION = 'storage.type.level.information';

export const microsoft = {
  ocs: {
    comment: 'OCS, Lync and Skype for Business servers: OCSLogger and CLSLogger.',
    patterns: [
      'ocs-record-begin',
      'ocs-record-end',
      'ocs-direction',
      'ocs-start-line',
      'ocs-body',
      'ocs-body-mark',
      'ocs-result-code',
      'ocs-call-id',
      'ocs-cseq',
      'ocs-severity',
      'ocs-data',
      'ocs-field',
      'ocs-broken-line',
    ],
  },
  'ocs-record-begin': {
    comment:
      'TL_INFO(TF_PROTOCOL) [cpu or server]pid.tid::time.sequence (component,function:file(line)) [correlation] $$begin_record',
    match: re`^(?:(TL_(?:ERROR|FATAL|CRITICAL))|(TL_WARN\w*)|(TL_\w+))\((TF_\w+)\) *(\[[^\]]*\])([0-9A-Fa-f]+\.[0-9A-Fa-f]+::)(\d\d/\d\d/\d{4}-\d\d:\d\d:\d\d(?:\.\d{1,7})?)(\.[0-9A-Fa-f]+)? *(\([^()]*\(\d+\)\))?((?:[^$]|\$(?!\$))*+)(\$\$begin_record)?.*`,
    captures: [
      ERROR,
      WARNING,
      INFORMATION,
      'entity.name.type.flag',
      'comment.line.processor',
      'comment.line.thread',
      'constant.numeric.timestamp',
      'comment.line.sequence',
      'comment.line.location',
      undefined,
      'comment.line.record.begin',
    ],
  },
  'ocs-record-end': { match: re`^\$\$end_record *$`, name: 'comment.line.record.end' },
  'ocs-direction': {
    begin: re`^(Direction) *: *(?:(incoming)|(outgoing))?(?![\w-])`,
    captures: [FIELD, 'entity.name.type.direction.incoming', 'keyword.control.direction.outgoing'],
    patterns: ['value'],
  },
  'ocs-start-line': {
    name: 'meta.start-line',
    begin: re`^((?:SIP-)?Start-Line) *: *`,
    captures: [FIELD],
    patterns: ['start-line-parts'],
  },
  'ocs-body': {
    comment: '"-" (on web pages an en dash) says that there is none.',
    begin: re`^(Message-Body) *: *(?:([-–]) *$|(----\*+MESSAGE BODY[ A-Z]*\*+----))?`,
    captures: [FIELD, 'constant.language.no-body', 'comment.line.body-mark'],
    patterns: ['xml-tag', 'xml-attribute', 'xml-tag-end'],
  },
  'ocs-body-mark': { match: re`^----\*+MESSAGE BODY[ A-Z]*\*+---- *$`, name: 'comment.line.body-mark' },
  'ocs-result-code': {
    match: re`^(Result-Code) *: *(0x[0-9A-Fa-f]+)?(?: +(\w+))?.*`,
    captures: [FIELD, 'constant.numeric.result-code', 'markup.heading.result-name'],
  },
  'ocs-call-id': {
    match: re`^(SIP-Call-ID) *: *(\S+)?.*`,
    captures: [FIELD, 'variable.other.constant.call-id'],
  },
  'ocs-cseq': {
    match: re`^(SIP-CSeq) *: *(\d+)?(?: +([A-Z]\S*))?.*`,
    captures: [FIELD, 'constant.numeric.sequence', 'keyword.control.method'],
  },
  'ocs-severity': {
    match: re`^(Severity) *: *(?:(error|fatal|critical)|(warning)|(\w+))?.*`,
    captures: [FIELD, ERROR, WARNING, INFORMATION],
  },
  'ocs-data': {
    begin: re`^(Data) *: *`,
    captures: [FIELD],
    contentName: 'meta.header-value',
    patterns: ['value'],
  },
  'ocs-field': {
    match: re`^(Trace-Correlation-Id|Instance-Id|Peer|Message-Type|LogType|Text|Local-IP|Peer-IP|Connection-ID|Transport) *: *(.*)`,
    captures: [FIELD, 'meta.header-value'],
  },
  'ocs-broken-line': {
    comment: 'A record mark that was cut.',
    match: re`^(?:TL_[A-Z]+\(|\$\$(?:begin|end)_).*`,
    name: 'comment.line.record',
  },

  uccapi: {
    comment: 'Communicator, Lync and Skype for Business clients (UccApilog); the old RTC client writes no date.',
    begin: re`^((?:\d\d/\d\d/\d{4}\|)?\d\d:\d\d:\d\d\.\d{3}) ([0-9A-Fa-f]+:[0-9A-Fa-f]+) +(?:(ERROR|FATAL)|(WARN\w*)|([A-Z]+)) *:: ?`,
    captures: ['constant.numeric.timestamp', 'comment.line.thread', ERROR, WARNING, INFORMATION],
    patterns: ['uccapi-packet', 'start-line-rest'],
  },
  'uccapi-packet': {
    match: re`\G((?i:End of) )?(?:((?i:Sending Packet))|((?i:Data Received)))(?: - (\S+))?(?: \((?:From|To) Local Address: ([^)\s]+)\))?(?: (\d+)(?= bytes))?`,
    captures: [
      'comment.line.record.end',
      'keyword.control.direction.outgoing',
      'entity.name.type.direction.incoming',
      'constant.other.endpoint',
      'constant.other.endpoint',
      'constant.numeric',
    ],
  },
};
