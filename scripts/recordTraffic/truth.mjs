// Writes truth.csv: for each log of logs.csv the messages that stand in it, as tshark reads them in the capture.
// Nothing of this project reads SIP here; the text of the logs is used only to find a sipp call's Call-ID.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(process.env.OUT ?? path.join(import.meta.dirname, '../../test/traces/recorded'));
const PROXY = ['192.0.2.11', '2001:db8::11'];
const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

function dissect(capture, filter) {
  const json = execFileSync(
    'tshark',
    [
      '-n',
      '-r',
      capture,
      '-Y',
      filter,
      '-T',
      'json',
      '--no-duplicate-keys',
      '-J',
      'frame ip ipv6 udp tcp websocket sip tcp.segments ip.fragments',
    ],
    { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return JSON.parse(json.toString()).map((packet) => packet._source.layers);
}

const captures = new Map();
function messagesOf(name) {
  if (captures.has(name)) return captures.get(name);
  const capture = path.join(folder, 'capture', `${name}.pcap.gz`);
  const times = new Map(
    execFileSync('tshark', ['-n', '-r', capture, '-T', 'fields', '-e', 'frame.number', '-e', 'frame.time_epoch'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([number, time]) => [Number(number), time]),
  );
  const messages = [];
  for (const layers of dissect(capture, '(sip.Method || sip.Status-Code) && !icmp && !icmpv6')) {
    const end = Number(layers.frame['frame.number']);
    const ip = list(layers.ip ?? layers.ipv6)[0];
    const source = ip['ip.src'] ?? ip['ipv6.src'];
    const destination = ip['ip.dst'] ?? ip['ipv6.dst'];
    const kind = layers.tcp ? 'tcp' : 'udp';
    const ports = list(layers[kind])[0];
    const host = (address, port) => (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`);
    // The first message of a packet may have begun in an earlier one.
    const parts = [
      ...list(layers['tcp.segments']).flatMap((one) => list(one['tcp.segment'])),
      ...list(ip['ip.fragments']).flatMap((one) => list(one['ip.fragment'])),
      ...list(layers['ip.fragments']).flatMap((one) => list(one['ip.fragment'])),
    ].map(Number);
    let start = parts.length > 0 ? Math.min(...parts) : end;
    for (const sip of list(layers.sip)) {
      const startLine = sip['sip.Request-Line'] ?? sip['sip.Status-Line'];
      if (startLine === undefined) continue;
      const headers = sip['sip.msg_hdr_tree'];
      messages.push({
        start,
        end,
        startTime: times.get(start),
        endTime: times.get(end),
        startLine,
        callId: list(headers['sip.Call-ID'])[0],
        cseq: list(headers['sip.CSeq'])[0],
        sourceAddress: source,
        destinationAddress: destination,
        source: host(source, ports[`${kind}.srcport`]),
        destination: host(destination, ports[`${kind}.dstport`]),
        transport: layers.websocket ? 'WS' : kind.toUpperCase(),
      });
      start = end;
    }
  }
  const known = { capture, messages };
  captures.set(name, known);
  return known;
}

function shown(log, capture, filter) {
  const { capture: file, messages } = messagesOf(capture);
  const [word, ...rest] = filter.split(' ');
  const argument = rest.join(' ');
  const of = (address) => (one) => one.sourceAddress === address || one.destinationAddress === address;
  switch (word) {
    case '':
      return messages;
    case 'PROXY': // all the proxy received and sent
      return messages.filter((one) => PROXY.some((address) => of(address)(one)));
    case 'SIPDUMP': {
      // the same, with the listening port where the proxy itself opened the connection: so sipdump writes it
      const ours = (address, host) => (PROXY.includes(address) ? host.replace(/\d+$/, '5060') : host);
      return messages
        .filter((one) => PROXY.some((address) => of(address)(one)))
        .map((one) => ({
          ...one,
          source: ours(one.sourceAddress, one.source),
          destination: ours(one.destinationAddress, one.destination),
        }));
    }
    case 'SCRIPT': // the same as kamailio's script sees it
      return messages.filter((one) => PROXY.includes(one.destinationAddress) && reachesScript(one, messages));
    case 'XLOG': // and what it passes on
      return messages.filter((one) =>
        PROXY.includes(one.destinationAddress)
          ? reachesScript(one, messages)
          : PROXY.includes(one.sourceAddress) && passedOn(one, messages),
      );
    case 'HOST':
      return messages.filter(of(argument));
    case 'CALL': {
      // One side of a sipp call: its Call-ID, as the log has it, and the side's address.
      const callId = /^Call-ID: *(\S+)/m.exec(readFileSync(path.join(folder, log), 'utf8'))[1];
      const six = callId.includes('::');
      const address = argument.endsWith('uas')
        ? six
          ? '2001:db8::12'
          : '192.0.2.12'
        : six
          ? '2001:db8::10'
          : '192.0.2.10';
      return messages.filter((one) => one.callId === callId && of(address)(one));
    }
    default: {
      if (filter.includes(';'))
        return filter
          .split(';')
          .flatMap((each, index) => shown(log, capture, each).map((one) => ({ ...one, group: index })));
      const frames = new Set(dissect(file, filter).map((layers) => Number(layers.frame['frame.number'])));
      return messages.filter((one) => frames.has(one.end));
    }
  }
}

// The ACK of an answer that kamailio gave without a transaction (404 here) ends in its sl module.
function reachesScript(one, messages) {
  return (
    !one.startLine.startsWith('ACK ') ||
    messages.some(
      (other) =>
        PROXY.includes(other.sourceAddress) && other.callId === one.callId && other.startLine.startsWith('INVITE '),
    )
  );
}

// A request or reply passed on has the same CSeq and start as one received from the other side. CANCEL is made anew.
function passedOn(one, messages) {
  return (
    !one.startLine.startsWith('CANCEL ') &&
    messages.some(
      (other) =>
        PROXY.includes(other.destinationAddress) &&
        other.end < one.end &&
        other.sourceAddress !== one.destinationAddress &&
        other.callId === one.callId &&
        other.cseq === one.cseq &&
        other.startLine === one.startLine,
    )
  );
}

// Puts messages into the order in which a program wrote them; equal ones stay in the order of the capture.
function inOrderOf(text, messages) {
  const taken = new Set();
  return messages
    .map((one) => {
      let place = -1;
      do {
        place = text.indexOf(one.startLine, place + 1);
        if (place < 0) throw new Error(`not in the log: ${one.startLine} ${one.callId}`);
        const message = text.slice(place, place + 3000).split(/\n *\r?\n/)[0];
        const callId = /(?:Call-ID|\ni) ?: *(\S*)/.exec(message)?.[1] ?? '';
        const cseq = /CSeq ?: *(.*)/.exec(message)?.[1] ?? '';
        if (callId.startsWith(one.callId) && cseq.startsWith(one.cseq) && !taken.has(place)) break;
      } while (place >= 0);
      taken.add(place);
      return { one, place };
    })
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}

const quote = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const rows = ['log,index,startLine,callId,cseq,source,destination,transport,time'];
for (const line of readFileSync(path.join(folder, 'logs.csv'), 'utf8').trim().split('\n').slice(1)) {
  const [log, capture, filter, order, time] = line.split(',');
  const messages = shown(log, capture, filter);
  let sorted = messages;
  if (order === 'start')
    sorted = [...messages].sort((a, b) => (a.group ?? 0) - (b.group ?? 0) || a.start - b.start || a.end - b.end);
  if (order === 'log') sorted = inOrderOf(readFileSync(path.join(folder, log), 'utf8'), messages);
  sorted.forEach((one, index) => {
    const epoch = order === 'start' ? one.startTime : one.endTime;
    const milliseconds =
      time === 'none' ? '' : String(Math.floor(Number(epoch.replace(/^(\d+)\.(\d{3})(\d*)$/, '$1$2.$3'))));
    rows.push(
      [log, index, one.startLine, one.callId, one.cseq, one.source, one.destination, one.transport, milliseconds]
        .map((value) => quote(String(value)))
        .join(','),
    );
  });
}
writeFileSync(path.join(folder, 'truth.csv'), `${rows.join('\n')}\n`);
console.log(`${rows.length - 1} messages`);
