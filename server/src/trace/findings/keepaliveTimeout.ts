import type { Message } from '../message';
import type { LogRecord } from '../record';
import { addressIn } from '../sip/addressOfRecord';
import { NONE, RECORD_KINDS } from '../store';
import type { Trace } from '../trace';
import type { FindingContext } from './context';
import type { Found, Rule } from './rule';

/** How close to the limit a connection must have been idle to be closed for that: shares of the limit, and some seconds more. */
const EARLIEST = 0.9;
const LATEST = 1.2;
const SLACK = 10_000;
/** Time within which the client comes again, in ms. */
const RETURN = 600_000;

/**
 * Finding `keepalive-timeout`: the connection of a client that has signed in is closed after just the idle time that the server
 * had announced in ms-keep-alive, and the client has to sign in anew. A hint where it does not come again. Span: the
 * request-line of the next REGISTER, else of the last message. [MS-CONMGMT] 3.1, RFC 5626 4.4.
 */
export const keepaliveTimeout: Rule = {
  code: 'keepalive-timeout',
  severity: 'warning',
  scope: 'trace',
  source: '[MS-CONMGMT]; RFC 5626 4.4',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-conmgmt/',
  page: {
    title: 'The connection is closed for lack of keep-alives',
    meaning:
      'The server grants a connection so many seconds without traffic (timeout in ms-keep-alive). The log shows no message for ' +
      'that time, then the end of the connection, and the client signs in anew. Calls to it fail in between. Keep-alives ' +
      'themselves are not logged, so the finding rests on the time being just the one that was announced. A hint when the ' +
      'client does not come again.',
    advice:
      'Check that the client sends its keep-alives (an empty line) more often than the timeout, and that no firewall or load ' +
      'balancer on the way drops idle connections earlier or swallows them. Raise its idle time above the timeout.',
    example: `TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:00:01.000.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: incoming
Peer: 192.0.2.1:1331
Message-Type: request
Start-Line: REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 REGISTER
Message-Body: -
$$end_record
TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:00:02.000.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: outgoing
Peer: 192.0.2.1:1331
Message-Type: response
Start-Line: SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 REGISTER
ms-keep-alive: UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300
Message-Body: -
$$end_record
TL_INFO(TF_CONNECTION) [0]0D84.0F9C::11/12/2007-10:05:03.000.00004b79 (SIPStack,SIPAdminLog::TraceConnectionRecord:SIPAdminLog.cpp(160))$$begin_record
LogType: connection
Text: Connection was closed because of a time-out
Peer-IP: 192.0.2.1:1331
$$end_record
TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:05:09.000.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: incoming
Peer: 192.0.2.1:1368
Message-Type: request
Start-Line: REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1368
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 2 REGISTER
Message-Body: -
$$end_record
TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:05:10.000.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: outgoing
Peer: 192.0.2.1:1368
Message-Type: response
Start-Line: SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.1:1368
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 2 REGISTER
Message-Body: -
$$end_record
`,
  },
  // The news of connections, which stand under no Call-ID, decide.
  kinds: 0,
  find: ({ trace }, context) => {
    context.grounds.restsOnConnections = true;
    const closings = closingsIn(trace);
    if (closings.size === 0) return [];
    context.restOnAll();
    return [...foundIn(trace, closings, context)];
  },
};

/** What is known of the connection to a peer. */
interface Connection {
  last: Message;
  /** The 2xx that granted `timeout`, in ms. */
  welcome: Message | undefined;
  timeout: number;
}

function* foundIn(trace: Trace, closings: ReadonlyMap<number, string>, context: FindingContext): Generator<Found> {
  const peers = new Set(closings.values());
  const connections = new Map<string, Connection>();
  /** Connections that were closed in time, by the sender who may come again. */
  const closed = new Map<number, { connection: Connection; record: LogRecord; idle: number }>();
  const { records, messages, recordCount } = trace.store;
  const register = trace.store.names.numberOf('REGISTER');
  for (let record = 0; record < recordCount; record++) {
    const index = records.message.at(record);
    const peer = index === NONE ? closings.get(record) : peerOf(trace, record);
    if (index === NONE) {
      const connection = peer === undefined ? undefined : connections.get(peer);
      if (peer === undefined || connection === undefined) continue;
      connections.delete(peer);
      const idle = records.time.at(record) - (connection.last.time ?? Number.NaN);
      const { welcome, timeout } = connection;
      // In a hole of the log there may have been traffic.
      if (!context.logGoesOnFor(connection.last, idle)) continue;
      if (welcome === undefined || !(idle >= timeout * EARLIEST && idle <= timeout * LATEST + SLACK)) continue;
      closed.set(context.senderOf(welcome), { connection, record: trace.recordAt(record), idle });
      continue;
    }
    if (closed.size > 0 && messages.method.at(index) === register && messages.status.at(index) === 0) {
      const message = trace.messageAt(index);
      const sender = context.senderOf(message);
      const before = closed.get(sender);
      if (before !== undefined && (message.time ?? 0) - records.time.at(before.record.index) <= RETURN) {
        closed.delete(sender);
        yield foundOf(before.connection, before.record, before.idle, message);
      }
    }
    if (peer === undefined || !peers.has(peer)) continue;
    const connection = connections.get(peer);
    const message = trace.messageAt(index);
    const isWelcome = messages.method.at(index) === register && message.statusCode >= 200 && message.statusCode < 300;
    const timeout = isWelcome ? timeoutIn(message) : 0;
    if (connection === undefined)
      connections.set(peer, { last: message, welcome: timeout > 0 ? message : undefined, timeout });
    else {
      connection.last = message;
      if (timeout > 0) Object.assign(connection, { welcome: message, timeout });
    }
  }
  for (const { connection, record, idle } of closed.values()) yield foundOf(connection, record, idle, undefined);
}

function foundOf(
  { last, welcome, timeout }: Connection,
  record: LogRecord,
  idle: number,
  next: Message | undefined,
): Found {
  const about = next ?? last;
  const user = addressIn(welcome ?? last, 'from') || 'A client';
  const seconds = `The connection of ${user} was idle for ${Math.round(idle / 1000)} s and then closed; the server allows ${timeout / 1000} s (ms-keep-alive).`;
  return {
    span: about.startLineSpan,
    about,
    kind: String(timeout),
    ...(next === undefined ? { severity: 'hint' as const } : {}),
    related: [
      ...(welcome === undefined
        ? []
        : [{ span: welcome.startLineSpan, message: `The answer that allows ${timeout / 1000} s` }]),
      { span: firstLineOf(record), message: 'The connection is closed' },
    ],
    message:
      next === undefined
        ? `${seconds} The client does not come again in this log: it may be switched off.`
        : `${seconds} The client has to sign in anew. Check that its keep-alives are sent more often than that and get through: a firewall or load balancer on the way may drop idle connections.`,
  };
}

/** Records that say that a connection ended, with their peers. */
function closingsIn(trace: Trace): ReadonlyMap<number, string> {
  const { records } = trace.store;
  const connection = RECORD_KINDS.indexOf('connection');
  const closings = new Map<number, string>();
  for (let record = 0; record < records.length; record++) {
    if (records.kind.at(record) !== connection || records.message.at(record) !== NONE) continue;
    const text = trace.text.slice(
      records.start.at(record),
      Math.min(records.end.at(record), records.start.at(record) + 1000),
    );
    const says = /^Text:[ \t]*([^\r\n]{1,200})/m.exec(text)?.[1] ?? '';
    const peer = PEER.exec(text)?.[1];
    if (peer !== undefined && /\bclosed\b|\btime-?d?[ -]?out\b|\bdisconnected\b|\bterminated\b/i.test(says))
      closings.set(record, peer);
  }
  return closings;
}

const PEER = /^Peer(?:-IP)?:[ \t]*(\S{1,80})/m;

/** Peer that the head of a record with a message names. */
function peerOf(trace: Trace, record: number): string | undefined {
  const { records, messages } = trace.store;
  const start = records.start.at(record);
  const head = trace.text.slice(start, Math.min(messages.startLineStart.at(records.message.at(record)), start + 600));
  return PEER.exec(head)?.[1];
}

/** `timeout` of ms-keep-alive in ms; 0 when there is none. */
const timeoutIn = (message: Message): number =>
  Number(/;\s{0,20}timeout\s{0,20}=\s{0,20}(\d{1,6})/i.exec(message.value('ms-keep-alive') ?? '')?.[1] ?? 0) * 1000;

function firstLineOf({ trace, span: { start, end } }: LogRecord): { start: number; end: number } {
  const length = trace.text.slice(start, end).search(/[\r\n]/);
  return { start, end: length === -1 ? end : start + length };
}
