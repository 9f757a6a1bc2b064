// SIP itself: start-lines, header fields, bodies. Each rule takes one whole line; `^` is where the line begins, or where
// it goes on behind a prefix (see grammar.mjs).

import { FIELD_HEAD } from './envelopes.mjs';
import { ANY_REQUEST_LINE, END, JOINT, KNOWN_NAME, METHODS, re, SCHEMES, START, word } from './words.mjs';

const HEADER = 'entity.name.tag.header';
const STATUS_4XX = 'string.regexp.status.4xx constant.other.status.4xx token.warn-token.status.4xx';
/** What a reason phrase does not hold: the joint to the next line of a message that stands on one line. */
const REASON = re`(?:[^ #.^\n]| (?! ?(?:Via|Record-Route|From|To|Call-ID|CSeq|Contact) ?: )|#(?!01[25])|\.(?!\.(?:[A-Za-z-]{1,40} *:|$))|\^(?!M))*+`;
/** Loggers indent whole messages. */
const INDENT = re`[ \t]*+`;

const IDENTITY = word(';,>"#');

export const sip = {
  'start-line': {
    comment: 'A start-line that stands alone. RFC 3261 7.1, 7.2.',
    name: 'meta.start-line',
    begin: re`^${INDENT}(?=${START}|${ANY_REQUEST_LINE}${END})`,
    patterns: ['start-line-parts'],
  },
  'start-line-parts': {
    comment: 'For every rule that knows where a start-line begins. The rest of the message may stand on its line.',
    patterns: [
      'status-line',
      'request-line',
      'protocol-version',
      'joined-field',
      'joined-sdp',
      'blank-joined-field',
      'joined-value',
    ],
  },
  'status-line': {
    comment:
      'One colour a class; where one scope does not give six colours in the common themes, the last of several that a theme knows wins.',
    match: re`\G(SIP/\d\.\d) +(?:${[1, 2, 3, 4, 5, 6].map((digit) => re`(${digit}\d\d(?!\d)${REASON})`).join('|')})`,
    captures: [
      'support.constant.protocol-version',
      'storage.type.status.1xx token.info-token.status.1xx',
      'markup.inserted.status.2xx',
      'entity.other.inherited-class.status.3xx support.constant.status.3xx',
      STATUS_4XX,
      'invalid.status.5xx',
      'keyword.control.status.6xx markup.italic.status.6xx token.debug-token.status.6xx',
    ],
  },
  'request-line': {
    match: re`\G(?:(${METHODS})|([A-Za-z][\w.!%*+${'`'}'~-]*+)) +(\S+)(?: +(SIP/\d\.\d)(?![\w/]))?`,
    captures: [
      'keyword.control.method',
      'keyword.control.method.extension',
      'string.other.link.uri',
      'support.constant.protocol-version',
    ],
  },
  'protocol-version': {
    comment: 'A version behind a Request-URI that wrongly holds blanks.',
    match: re`(?<= )SIP/\d\.\d(?=${END})`,
    name: 'support.constant.protocol-version',
  },

  'joined-line': {
    comment:
      'A part of a message on one line, without its start-line: one of several parts that a logger made, or wrapped.',
    begin: re`^(?=(?:[^#.]++|#(?!01[25])|\.(?!\.[A-Za-z][\w-]{0,40}(?: *: |=)))*+${JOINT})`,
    patterns: ['joined-field', 'joined-sdp', 'joined-value'],
  },
  'joined-field': {
    match: re`(${JOINT})[ \t]*([A-Za-z][\w-]*+)(?= *:(?!//))`,
    captures: ['comment.line.joint', HEADER],
  },
  'joined-sdp': {
    match: re`(${JOINT})([abceikmoprstuvz])(?==)`,
    captures: ['comment.line.joint', 'storage.type.sdp'],
  },
  'blank-joined-field': {
    comment: 'Loggers and web pages that put blanks where lines ended.',
    match: re`(?<= )(${KNOWN_NAME})(?= ?: )`,
    captures: [HEADER],
  },
  'joined-value': { patterns: ['identity-parameter', 'address'] },

  'header-number': {
    match: re`^${INDENT}((?i:Max-Forwards|Content-Length|l|Expires|Min-Expires|Min-SE|RSeq|Max-Breadth)) *: *(\d+)${END}`,
    captures: [HEADER, 'constant.numeric'],
  },
  'header-cseq': {
    match: re`^${INDENT}((?i:CSeq)) *: *(\d+)(?: +(?:(${METHODS})(?![\w!%*+${'`'}'~-]|\.(?!$))|([^\s^]+)))?.*`,
    captures: [HEADER, 'constant.numeric.sequence', 'keyword.control.method', 'keyword.control.method.extension'],
  },
  'header-call-id': {
    match: re`^${INDENT}((?i:Call-ID|i)) *: *([^\s^]+).*`,
    captures: [HEADER, 'variable.other.constant.call-id'],
  },
  'header-via': {
    begin: re`^${INDENT}((?i:Via|v)) *: *(SIP */ *\d\.\d */ *\w+)?`,
    captures: [HEADER, 'support.constant.transport'],
    contentName: 'meta.header-value',
    patterns: ['identity-parameter', 'parameter', 'via-protocol'],
  },
  'via-protocol': {
    comment: 'The second of several Via values on one line.',
    match: re`(?<=[, ])SIP/\d\.\d/\w+`,
    name: 'support.constant.transport',
  },
  'header-text': {
    comment: 'Header fields with nothing to tell apart in their values.',
    match: re`^${INDENT}(?!date: [A-Z][a-z]{2} [A-Z])((?i:User-Agent|Server|Date|Subject|s|Organization|Allow|Allow-Events|u|Supported|k|Require|Proxy-Require|Unsupported|Accept-Language|Content-Encoding|e|MIME-Version)) *: *(.*)`,
    captures: [HEADER, 'meta.header-value'],
  },
  'header-diagnostics': {
    comment: '[MS-OCER] 2.2.1; some programs put blanks around "=".',
    name: 'meta.diagnostics',
    begin: re`^${INDENT}((?i:(?:x-)?ms-(?:client-)?diagnostics(?:-public)?)) *: *(\d+)?`,
    captures: [HEADER, 'markup.heading.diagnostics-id'],
    contentName: 'meta.header-value',
    patterns: ['diagnostics-id', 'diagnostics-reason', 'value'],
  },
  'diagnostics-id': {
    comment: 'The second of several ids on one line.',
    match: re`(?<=,) *(\d+)(?= *;)`,
    captures: ['markup.heading.diagnostics-id'],
  },
  'diagnostics-reason': {
    match: re`; *((?i:reason)) *= *("(?:[^"\\]|\\.)*+(?:"|$))`,
    captures: ['variable.parameter', 'string.quoted.double.diagnostics-reason'],
  },
  'header-other': {
    comment:
      'Any name, unless it is in small letters and unknown, or a start-line or a well-known field follows: then it is the prefix of a logger.',
    begin: re`^(?: {0,3}|\t)(?!${SCHEMES}:|${FIELD_HEAD})([A-Z][\w-]*+|[a-z]\w*+-[\w-]++|[a-z](?! ?\w)|(?=[a-z])${KNOWN_NAME}) *:(?!//|:|\\) *(?!${START}|(?=[A-Z][\w-]*+ *:)${KNOWN_NAME})`,
    captures: [HEADER],
    contentName: 'meta.header-value',
    patterns: ['value'],
  },
  'header-indented': {
    comment:
      'So deep stand fields of other protocols, too: names that SIP knows, or with a hyphen that is not of Wireshark.',
    begin: re`^[ \t]++(?!(?:Request|Status)-)(${KNOWN_NAME}|[A-Za-z][A-Za-z\d]*+-[\w-]++) *:(?!//|:|\\) *`,
    captures: [HEADER],
    contentName: 'meta.header-value',
    patterns: ['value'],
  },

  value: {
    comment: "Parts of a header field's value; the line is their limit.",
    patterns: [
      'quoted-string',
      'identity-parameter',
      'parameter',
      'blob',
      'address',
      'uri',
      'assignment',
      'leading-number',
    ],
  },
  'quoted-string': {
    comment: 'Unterminated: to the end of the line.',
    match: re`"(?:[^"\\]|\\.)*+(?:"|$)`,
    name: 'string.quoted.double',
  },
  'identity-parameter': {
    comment: 'What ties messages together.',
    match: re`; *(?:((?i:tag)) *= *(${IDENTITY})|((?i:branch)) *= *(${IDENTITY})|((?i:epid)) *= *(${IDENTITY}))`,
    captures: ['tag', 'branch', 'epid'].flatMap((name) => ['variable.parameter', `variable.other.constant.${name}`]),
  },
  parameter: {
    match: re`; *([\w.+!%*~-]++)(?: *= *(?:(\d+(?:\.\d+)?)(?![^;,\s>^])|([^;,\s"<>^]+))?)?`,
    captures: ['variable.parameter', 'constant.numeric', 'string.unquoted.parameter'],
  },
  blob: {
    comment: 'Authentication data of any length: one token.',
    match: re`(?<![\w-])((?i:gssapi-data|response|rspauth|opaque|nonce|cnonce|crand|srand)) *= *("[^"]*+"?)`,
    captures: ['variable.parameter', 'string.quoted.double.blob'],
  },
  address: {
    match: re`<((?:[A-Za-z][\w+.-]*+):[^>\s]*+)>?`,
    captures: ['string.other.link.uri'],
  },
  uri: {
    match: re`(?<![\w.-])${SCHEMES}:${word(';,<>"')}`,
    name: 'string.other.link.uri',
  },
  assignment: {
    comment: 'Comma separated, as in WWW-Authenticate, and in folded lines.',
    match: re`(?<![\w.+-])([A-Za-z][\w.-]*+) *=(?!=) *(?:(\d+(?:\.\d+)?)(?![^;,\s>]))?`,
    captures: ['variable.parameter', 'constant.numeric'],
  },
  'leading-number': {
    match: re`\G\d+(?:\.\d+)?(?=[\s;,^]|\.?$)`,
    name: 'constant.numeric',
  },
  'folded-line': {
    comment: 'A header field folded onto this line, or any indented text. RFC 3261 7.3.1.',
    begin: re`^[ \t]++(?=[^ \t\n])`,
    patterns: ['value'],
  },

  'sdp-attribute': {
    comment: 'RFC 8866.',
    match: re`^${INDENT}(a)=([\w-]+(?:\.[\w-]+)*)(?::(.*))?.*`,
    captures: ['storage.type.sdp', 'entity.other.attribute-name.sdp', 'string.unquoted.sdp'],
  },
  'sdp-media': {
    match: re`^${INDENT}(m)=(\S+) +(\d+)(.*)`,
    captures: ['storage.type.sdp', 'entity.name.type.media', 'constant.numeric.port', 'string.unquoted.sdp'],
  },
  'sdp-other': {
    match: re`^${INDENT}([bceikmoprstuvz])=(.*)`,
    captures: ['storage.type.sdp', 'string.unquoted.sdp'],
  },
  'sdp-dissected': {
    comment: 'As Wireshark prints it: `Media Description, name and address (m): audio 6000 RTP/AVP 0`.',
    match: re`^[ \t]{8}[ \t]*+[A-Z][A-Za-z/, ]{2,60} \(([abceikmoprstuvz])\): (.*)`,
    captures: ['storage.type.sdp', 'string.unquoted.sdp'],
  },

  xml: {
    comment: 'Own rules in place of text.xml: a body that is cut must not leak into the next record.',
    name: 'meta.xml',
    begin: re`^[ \t]*+(?=<[?/!]?[A-Za-z])(?!<${SCHEMES}:)`,
    patterns: ['xml-tag', 'xml-attribute', 'xml-tag-end'],
  },
  'xml-tag': {
    match: re`(<[?/!]?)([A-Za-z][\w:.-]*+)`,
    captures: ['punctuation.definition.tag', 'entity.name.tag.xml'],
  },
  'xml-attribute': {
    match: re`(?<=[\s"'])([A-Za-z_][\w:.-]*+)=("[^"]*+"?|'[^']*+'?)`,
    captures: ['entity.other.attribute-name.xml', 'string.quoted.xml'],
  },
  'xml-tag-end': { match: re`[?/]?>`, name: 'punctuation.definition.tag' },
  base64: {
    match: re`^[ \t]{0,8}([A-Za-z0-9+/]{60,}={0,2})${END}`,
    captures: ['string.unquoted.blob'],
  },
  boundary: {
    comment: 'Between the parts of a multipart body. RFC 2046 5.1.1.',
    match: re`^--[^\s-]\S{0,72}${END}`,
    name: 'comment.line.boundary',
  },
};
