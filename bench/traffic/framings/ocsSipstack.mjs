const MARK = '----****MESSAGE BODY****----';

/** The log of Office Communications Server: header fields with a name for the start-line, CR LF, records of other kinds between. */
export function ocsSipstack() {
  let sequence = 0x4b00;
  let instance = 0x1e40;
  const record = (packet, flags, where, lines) => {
    sequence += 7 + (packet.time % 23);
    const hex = (number, digits) => number.toString(16).padStart(digits, '0');
    const processor = packet.time & 1;
    const thread = hex(0x0a9c + (packet.time % 17) * 4, 4).toUpperCase();
    return [
      `TL_INFO(${flags}) [${processor}]0D84.${thread}::${stamp(packet.time)}.${hex(sequence, 8)} (SIPStack,SIPAdminLog::${where})$$begin_record`,
      ...lines,
      '$$end_record',
      '',
    ].join('\r\n');
  };
  return (packet) => {
    const { outgoing, source, target, status, startLine, headers, body, opens, note, callId } = packet;
    const peer = outgoing ? target : source;
    const connection = (text) =>
      record(packet, 'TF_CONNECTION', 'TraceConnectionRecord:SIPAdminLog.cpp(160)', [
        'LogType: connection',
        'Severity: information',
        `Text: ${text}`,
        'Local-IP: 192.0.2.10:5061',
        `Peer-IP: ${peer.host}:${peer.port}`,
        `Connection-ID: 0x${peer.connection}`,
        'Transport: TLS',
      ]);
    const opened = opens ? connection('TLS negotiation started') + connection('TLS negotiation completed') : '';
    const message = record(packet, 'TF_PROTOCOL', 'TraceProtocolRecord:SIPAdminLog.cpp(122)', [
      `Instance-Id: ${(instance++).toString(16).padStart(8, '0').toUpperCase()}`,
      outgoing ? 'Direction: outgoing;source="local"' : 'Direction: incoming',
      `Peer: ${peer.host}:${peer.port}`,
      `Message-Type: ${status === 0 ? 'request' : 'response'}`,
      `Start-Line: ${startLine}`,
      headers,
      ...(body === '' ? ['Message-Body: -'] : [`Message-Body: ${MARK}`, body.replace(/\r\n$/, ''), MARK]),
    ]);
    if (note === undefined) return opened + message;
    const about = record(packet, 'TF_DIAG', 'TraceDiagRecord:SIPAdminLog.cpp(142)', [
      'LogType: diagnostic',
      'Severity: information',
      `Text: ${note}`,
      `SIP-Start-Line: ${startLine}`,
      `SIP-Call-ID: ${callId}`,
      `SIP-CSeq: ${/CSeq: ([^\r]*)/.exec(headers)[1]}`,
      `Peer: ${peer.host}:${peer.port}`,
    ]);
    return opened + message + about;
  };
}

/** `01/12/2026-08:00:00.000` */
function stamp(time) {
  const iso = new Date(Math.floor(time / 1000)).toISOString();
  return `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}-${iso.slice(11, 23)}`;
}
