// Keep-alives of several programs over UDP around an OPTIONS with compact and folded headers, then a MESSAGE larger than one packet.
import dgram from 'node:dgram';

const FROM = '192.0.2.10';
const TO = '192.0.2.11';
const PORT = 5062;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const socket = dgram.createSocket('udp4');
socket.on('message', () => {});
socket.on('error', () => {});
await new Promise((resolve) => socket.bind(PORT, FROM, resolve));
async function send(data) {
  socket.send(data, 5060, TO);
  await wait(120);
}
function request(method, number, body = '') {
  return (
    `${method} sip:${body ? 'nobody@' : ''}example.com SIP/2.0\r\n` +
    `v: SIP/2.0/UDP ${FROM}:${PORT};branch=z9hG4bK-keep-${number}\r\n` +
    'Max-Forwards: 70\r\n' +
    `f: <sip:alice@example.com>;tag=keep${number}\r\n` +
    't: <sip:example.com>\r\n' +
    's: Lunch\r\n at noon?\r\n\tOr later: 13:00\r\n' +
    `i: keep-${number}@${FROM}\r\n` +
    `CSeq: ${number} ${method}\r\n` +
    (body ? 'c: text/plain;charset=UTF-8\r\n' : '') +
    `l: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}
await send('\r\n\r\n');
await send('');
await send(request('OPTIONS', 1));
await send('\0\0\0\0');
await send('jaK\0');
await send('\r\n');
await send(request('OPTIONS', 2));
const lines = Array.from(
  { length: 60 },
  (_, index) => `Line ${index + 1}: a body larger than a packet, ${'é'.repeat(index % 7)}`,
);
await send(request('MESSAGE', 3, `${lines.join('\r\n')}\r\n`));
await send('\r\n\r\n');
// A closed port: the answer is an ICMP packet that quotes the request.
socket.send(request('OPTIONS', 4), 5099, '192.0.2.12');
await wait(200);
socket.close();
