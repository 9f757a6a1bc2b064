import { message } from '../../support/logs';
import { checkHover } from '../support/checkHover';

const inMessage = (headers: string): string => message({ start: 'REGISTER sip:example.com SIP/2.0', headers });

describe('hover on Via', () => {
  it('says who sent the message from where, and that an address was changed on the way', () => {
    checkHover(
      inMessage(`
Via: SIP/2.0/TLS 198.51.100.9:5061;branch=z9hG4bK2
Via: SIP/2.0/TLS 192.0.2.5$0:54321;branch=z9hG4bK1;received=198.51.100.7;rport=1027
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hover`),
      `
Via: hop 1 of 2, counted from the sender

Sent by 192.0.2.5 port 54321 over TLS. The next hop saw it come from 198.51.100.7 port 1027: something between them, such as a NAT, changed the address.

- branch=z9hG4bK1: Names the transaction at this hop.
- received=198.51.100.7: Address that the next hop saw the message come from.
- rport=1027: Port that the next hop saw the message come from.

Source: RFC 3261 20.42 (https://www.rfc-editor.org/rfc/rfc3261#section-20.42); RFC 3261 18.2.1 (https://www.rfc-editor.org/rfc/rfc3261#section-18.2.1); RFC 3581 4 (https://www.rfc-editor.org/rfc/rfc3581#section-4)`,
    );
  });

  it('counts the hops of all header fields, several in one among them', () => {
    checkHover(
      inMessage(
        'Via: SIP/2.0/UDP one.example.com;branch=z9hG4bK3, SIP/2.0/UDP $0two.example.com;branch=z9hG4bK2\nVia: SIP/2.0/UDP three.example.com;branch=z9hG4bK1',
      ),
      `
Via: hop 2 of 3, counted from the sender

Sent by two.example.com over UDP.

- branch=z9hG4bK2: Names the transaction at this hop.

Source: RFC 3261 20.42 (https://www.rfc-editor.org/rfc/rfc3261#section-20.42); RFC 3261 18.2.1 (https://www.rfc-editor.org/rfc/rfc3261#section-18.2.1); RFC 3581 4 (https://www.rfc-editor.org/rfc/rfc3581#section-4)`,
    );
  });

  it('says of a name where responses go', () => {
    checkHover(
      inMessage('Via: SIP/2.0/UDP $0alice.example.com;branch=z9hG4bK2;received=192.0.2.9'),
      `
Via: the only hop

Sent by alice.example.com over UDP. The next hop saw it come from 192.0.2.9, and sends responses there.

In this log: REGISTER → no response in this log · 1 message.

- branch=z9hG4bK2: Names the transaction at this hop.
- received=192.0.2.9: Address that the next hop saw the message come from.

Source: RFC 3261 20.42 (https://www.rfc-editor.org/rfc/rfc3261#section-20.42); RFC 3261 18.2.1 (https://www.rfc-editor.org/rfc/rfc3261#section-18.2.1); RFC 3581 4 (https://www.rfc-editor.org/rfc/rfc3581#section-4)`,
    );
  });

  it('tells the port of a connection from a port that was changed', () => {
    checkHover(
      inMessage('Via: SIP/2.0/TCP $0192.0.2.5:5060;branch=z9hG4bK2;rport=40000'),
      `
Via: the only hop

Sent by 192.0.2.5 port 5060 over TCP. The next hop saw it come from port 40000, the port of the connection.

In this log: REGISTER → no response in this log · 1 message.

- branch=z9hG4bK2: Names the transaction at this hop.
- rport=40000: Port that the next hop saw the message come from.

Source: RFC 3261 20.42 (https://www.rfc-editor.org/rfc/rfc3261#section-20.42); RFC 3261 18.2.1 (https://www.rfc-editor.org/rfc/rfc3261#section-18.2.1); RFC 3581 4 (https://www.rfc-editor.org/rfc/rfc3581#section-4)`,
    );
  });

  it('tells a port that was changed, over UDP', () => {
    checkHover(
      inMessage('Via: SIP/2.0/UDP $0192.0.2.5:5060;branch=z9hG4bK2;received=192.0.2.5;rport=40000'),
      `
Via: the only hop

Sent by 192.0.2.5 port 5060 over UDP. The next hop saw it come from 192.0.2.5 port 40000, which is not the port that it gave: a NAT may have changed it.

In this log: REGISTER → no response in this log · 1 message.

- branch=z9hG4bK2: Names the transaction at this hop.
- received=192.0.2.5: Address that the next hop saw the message come from.
- rport=40000: Port that the next hop saw the message come from.

Source: RFC 3261 20.42 (https://www.rfc-editor.org/rfc/rfc3261#section-20.42); RFC 3261 18.2.1 (https://www.rfc-editor.org/rfc/rfc3261#section-18.2.1); RFC 3581 4 (https://www.rfc-editor.org/rfc/rfc3581#section-4)`,
    );
  });

  it('explains a branch of RFC 2543', () => {
    checkHover(
      inMessage('Via: SIP/2.0/UDP 192.0.2.5:5060;bran$0ch=1'),
      `
branch (parameter of Via)

Names the transaction at this hop: the sender makes a new one for each, and responses bring it back.

It does not begin with z9hG4bK: it comes from an implementation of RFC 2543, and other header fields tell transactions apart.

In this log: REGISTER → no response in this log · 1 message.

Source: RFC 3261 8.1.1.7 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.7); RFC 3261 20.42 (https://www.rfc-editor.org/rfc/rfc3261#section-20.42)`,
    );
  });

  it('explains an rport that waits for its value', () => {
    checkHover(
      inMessage('Via: SIP/2.0/UDP 192.0.2.5:5060;branch=z9hG4bK1;rp$0ort'),
      `
rport (parameter of Via)

Port that the next hop saw the message come from. Without a value, the sender asks for it, and for responses to go there.

Here without a value: the sender asks for it.

Source: RFC 3581 3 (https://www.rfc-editor.org/rfc/rfc3581#section-3); RFC 3581 4 (https://www.rfc-editor.org/rfc/rfc3581#section-4)`,
    );
  });

  it('explains a parameter of Microsoft', () => {
    checkHover(
      inMessage('Via: SIP/2.0/TLS 192.0.2.5:5060;ms-received-$0cid=3C00'),
      `
ms-received-cid (parameter of Via)

Id of the connection that the server received the message over.

- Not registered with IANA.

Source: [MS-SIPRE] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipre/6cf7fdd0-5c11-45ca-a1b7-72737a2976ed)`,
    );
  });

  it('says that a parameter is not known, and does not repeat its value', () => {
    checkHover(
      inMessage('Via: SIP/2.0/TLS 192.0.2.5:5060;fo$0o=bar'),
      `
foo stands in no specification known here; a product may have added it.`,
    );
  });

  it('says that a hop names no address', () => {
    checkHover(
      inMessage('Via: $0SIP/2.0/TLS'),
      `
Via: the only hop

This value names no address that a response could go back to.

Source: RFC 3261 20.42 (https://www.rfc-editor.org/rfc/rfc3261#section-20.42)`,
    );
  });
});
