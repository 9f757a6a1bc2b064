// Carol talks TCP to the proxy the awkward way: messages split over several segments (inside a header
// name, between CR and LF, inside a UTF-8 character), several messages in one segment, keep-alives between.
import net from 'node:net';

const FROM = '192.0.2.13';
const TO = '192.0.2.11';
const PORT = 40000;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function request(method, number, body = '', headers = '') {
  const length = Buffer.byteLength(body);
  return (
    `${method} sip:${method === 'MESSAGE' ? 'nobody@' : ''}example.com SIP/2.0\r\n` +
    `Via: SIP/2.0/TCP ${FROM}:${PORT};branch=z9hG4bK-carol-${number}\r\n` +
    'Max-Forwards: 70\r\n' +
    `From: "Carol" <sip:carol@example.com>;tag=carol${number}\r\n` +
    'To: <sip:example.com>\r\n' +
    `Call-ID: talker-${number}@${FROM}\r\n` +
    `CSeq: ${number} ${method}\r\n` +
    headers +
    `Content-Length: ${length}\r\n\r\n${body}`
  );
}

const socket = net.connect({ host: TO, port: 5060, localAddress: FROM, localPort: PORT });
socket.setNoDelay(true);
socket.on('data', () => {});
await new Promise((resolve) => socket.once('connect', resolve));
async function send(...parts) {
  for (const part of parts) {
    socket.write(part);
    await wait(150);
  }
}

const whole = request('OPTIONS', 1);
const inHeader = whole.indexOf('Call-ID') + 4;
await send(whole.slice(0, inHeader), whole.slice(inHeader));

await send('\r\n\r\n');

const second = request('OPTIONS', 2);
const third = request('OPTIONS', 3);
const fourth = request('OPTIONS', 4);
const betweenCrLf = fourth.indexOf('\r\nFrom') + 1;
await send(second + third + fourth.slice(0, betweenCrLf), fourth.slice(betweenCrLf));

const body = Buffer.from('Größe: 5 €\r\nEnde\r\n');
const message = Buffer.concat([
  Buffer.from(request('MESSAGE', 5, body.toString(), 'Content-Type: text/plain;charset=UTF-8\r\n')),
]);
const inCharacter = message.indexOf(Buffer.from('€')) + 1;
await send(message.subarray(0, inCharacter), message.subarray(inCharacter));

// All headers in one segment, the whole body in the next.
const other = Buffer.from(request('MESSAGE', 6, 'Bye.\r\n', 'Content-Type: text/plain\r\n'));
const bodyStart = other.indexOf('\r\n\r\n') + 4;
await send(other.subarray(0, bodyStart), other.subarray(bodyStart));
await send('\r\n\r\n');
socket.end();
await wait(200);
