import { directionOf, envelopeFrom, type Groups } from '../envelope';
import { SipstackRecords } from '../ordinary/sipstackRecords';
import type { RecordSink } from '../recordSink';
import type { Format } from './format';
import { BEGIN_MARK, END_MARK, FLAG, headOn, lineEndIn, START_LINE, timeStampOf } from './ocsHead';
import { OcsRecord } from './ocsRecord';

/**
 * The SIPStack component of Office Communications Server 2007 (R2), Lync Server and Skype for Business Server, as
 * OCSLogger and CLSLogger write it.
 *
 *     TL_INFO(TF_PROTOCOL) [0]06E4.0EB4::10/22/2007-17:08:05.123.000000b1 (SIPStack,…:SIPAdminLog.cpp(122))$$begin_record
 *     Direction: incoming
 *     Peer: 192.0.2.143:1331
 *     Message-Type: request
 *     Start-Line: REGISTER sip:contoso.com SIP/2.0
 *     … header fields …
 *     Message-Body: -
 *     $$end_record
 *
 * A protocol record holds one message: pseudo header fields, `Start-Line:`, the header fields, `Message-Body:`. Other
 * records say what happened to a connection or a message. Some have text instead of the begin mark.
 *
 * CLSLogger writes `[POOL\FE01]` for the processor and ` [2387439833] ` in front of the begin mark. A body follows the
 * colon, stands between lines `----****MESSAGE BODY****----`, or behind an empty line. Excerpts have a prefix or blanks
 * in front of all lines, begin behind the first line, or lose the end mark. Avaya Contact Center writes such records too,
 * with first lines of its own.
 */
export const ocsSipstack: Format = {
  id: 'ocs-sipstack',
  words: [FLAG, BEGIN_MARK, START_LINE],
  isAlwaysKnown: true,
  marks: [BEGIN_MARK, END_MARK],

  beginsAt: (line) => headOn(line) !== -1,

  read(line, sink) {
    let reader = readers.get(sink);
    if (reader === undefined) {
      reader = new OcsRecord(line, sink);
      readers.set(sink, reader);
    }
    reader.read();
  },

  ordinary: (sink, message) => new SipstackRecords(sink, message),

  envelopeOf(text, record, startLine) {
    const lines = text.slice(record.start, startLine.start);
    const groups: Groups = Object.assign({}, ...ENVELOPE.map((pattern) => pattern.exec(lines)?.groups));
    return envelopeFrom(groups, {
      timeStamp: timeStampOf(lines.slice(0, lineEndIn(lines))),
      direction: directionOf(groups),
      isDuplicate: false,
    });
  },
};

/** One for each log, which has very many records. */
const readers = new WeakMap<RecordSink, OcsRecord>();

/** For all lines in front of the start-line; what a later one finds counts more. */
const ENVELOPE = [
  /\](?<thread>[0-9A-F]{1,8}\.[0-9A-F]{1,8})::[\d/:.-]{20,30}\.(?<sequence>[0-9A-F]{1,16}) /i,
  /(?:(?<outgoing>-->)|(?<incoming><--)) Message .{0,40}?(?<remote>\[?[0-9A-F.:]{2,45}\]?:\d{1,5})\b/i,
  /Direction: *(?:(?<incoming>incoming)|(?<outgoing>outgoing))/i,
  /Peer: *(?<remote>[\w.:[\]-]{1,200})/i,
];
