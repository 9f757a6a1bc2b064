import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTls } from '../../server/src/trace/microsoft/tlsRecords';
import { certificate, certificateMessage, clientHello, serverHello, serverHelloDone, tlsRecord } from '../support/der';

describe('TLS records', () => {
  it('a client hello', () => {
    assert.deepEqual(readTls(tlsRecord(22, clientHello())), {
      records: [{ type: 22, version: 'TLS 1.2', octet: 0, length: 76 }],
      messages: [
        {
          kind: 'client-hello',
          type: 1,
          version: 'TLS 1.2',
          offered: [],
          cipherSuites: [0xc030, 0x2f, 0xff],
          serverName: 'fe01.contoso.com',
          resumes: false,
        },
      ],
      alerts: [],
      hasEncrypted: false,
      fault: undefined,
    });
  });

  it('messages that go over several records, and several in one record', () => {
    const messages = Buffer.concat([serverHello(), certificateMessage(), serverHelloDone()]);
    const token = Buffer.concat([tlsRecord(22, messages.subarray(0, 100)), tlsRecord(22, messages.subarray(100))]);
    const { messages: read, fault } = readTls(token);
    assert.deepEqual(
      read.map(({ kind, type }) => `${kind} ${type}`),
      ['server-hello 2', 'certificate 11', 'other 14'],
    );
    const [, second] = read;
    assert.ok(second?.kind === 'certificate' && second.count === 1);
    assert.deepEqual(Buffer.from(second.first ?? []), certificate());
    assert.equal(fault, undefined);
  });

  it('an alert, and one that is encrypted', () => {
    assert.deepEqual(readTls(tlsRecord(21, Buffer.from([1, 0]))).alerts, [{ level: 1, description: 0 }]);
    const { alerts, hasEncrypted } = readTls(tlsRecord(21, Buffer.alloc(32)));
    assert.deepEqual([alerts, hasEncrypted], [[], true]);
  });

  it('what follows a change of keys is not taken for messages', () => {
    const { messages, hasEncrypted } = readTls(
      Buffer.concat([tlsRecord(20, Buffer.from([1])), tlsRecord(22, clientHello())]),
    );
    assert.deepEqual([messages, hasEncrypted], [[], true]);
  });

  it('an answer to any octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (octets) => {
        const { fault, records } = readTls(octets);
        assert.ok(fault === undefined || fault.octet <= octets.length);
        assert.ok(octets.length === 0 || fault !== undefined || records.length > 0);
      }),
    );
  });
});
