import { messageText } from './messageText.mjs';

/** Octets of the headers of Ethernet (IEEE 802.3), IPv4 (RFC 791) and UDP (RFC 768). */
const ETHERNET = 14;
const IP = 20;
const UDP = 8;

/**
 * A capture file as tcpdump writes it, one UDP datagram in one Ethernet frame for each message, however long: as seen on a
 * network with large frames, or by a machine that puts fragments together before it captures.
 */
export function pcap() {
  let identification = 0;
  const frame = (packet) => {
    const payload = Buffer.from(messageText(packet));
    const length = ETHERNET + IP + UDP + payload.length;
    const octets = Buffer.alloc(16 + length);
    octets.writeUInt32LE(Math.floor(packet.time / 1e6), 0);
    octets.writeUInt32LE(packet.time % 1e6, 4);
    octets.writeUInt32LE(length, 8);
    octets.writeUInt32LE(length, 12);
    let at = 16;
    octets.set([2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0], at);
    at += ETHERNET;
    const ip = octets.subarray(at, at + IP);
    ip.writeUInt8(0x45, 0);
    ip.writeUInt16BE(IP + UDP + payload.length, 2);
    ip.writeUInt16BE(identification++ & 0xffff, 4);
    ip.writeUInt8(64, 8);
    ip.writeUInt8(17, 9);
    ip.set(packet.source.host.split('.').map(Number), 12);
    ip.set(packet.target.host.split('.').map(Number), 16);
    ip.writeUInt16BE(checksum(ip), 10);
    at += IP;
    octets.writeUInt16BE(packet.source.port, at);
    octets.writeUInt16BE(packet.target.port, at + 2);
    octets.writeUInt16BE(UDP + payload.length, at + 4);
    // No checksum: RFC 768 allows 0 for that.
    octets.set(payload, at + UDP);
    return octets;
  };
  return Object.assign(frame, { head: fileHead() });
}

/** Microseconds, version 2.4, link type Ethernet. */
function fileHead() {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(262_144, 16);
  head.writeUInt32LE(1, 20);
  return head;
}

/** RFC 1071. */
function checksum(header) {
  let sum = 0;
  for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at);
  sum = (sum & 0xffff) + (sum >>> 16);
  return ~(sum + (sum >>> 16)) & 0xffff;
}
