import assert from 'node:assert/strict';
import { addressKind } from '../../../server/src/trace/sdp/address';
import { readCandidate } from '../../../server/src/trace/sdp/candidate';

const read = (line: string) => readCandidate(line.split(' '));

describe('ICE candidate', () => {
  it('as RFC 8839 has it', () => {
    assert.deepEqual(
      read('1 2 UDP 1694498814 203.0.113.5 50009 typ srflx raddr 192.168.1.5 rport 50009 generation 0 ufrag abcd'),
      {
        kind: 'rfc',
        foundation: '1',
        component: 2,
        transport: 'UDP',
        priority: 1694498814,
        address: '203.0.113.5',
        port: '50009',
        type: 'srflx',
        relatedAddress: '192.168.1.5',
        relatedPort: '50009',
        extensions: [['generation', '0']],
      },
    );
  });

  it('as Lync writes TCP candidates', () => {
    const candidate = read('2 1 TCP-PASS 6556159 192.0.2.7 53127 typ relay raddr 192.0.2.7 rport 53127');
    assert.ok(candidate?.kind === 'rfc' && candidate.transport === 'TCP-PASS' && candidate.type === 'relay');
  });

  it('as draft 6 of ICE has it: the password is left out', () => {
    assert.deepEqual(read('MZ3Xq1wW 1 9J0TPbhEVf1f8Dj7 UDP 0.830 192.0.2.1 50000'), {
      kind: 'draft-06',
      id: 'MZ3Xq1wW',
      component: 1,
      transport: 'UDP',
      preference: '0.830',
      address: '192.0.2.1',
      port: '50000',
    });
  });

  it('with too few words is none', () => assert.equal(read('1 1 UDP 5 192.0.2.1'), undefined));
});

describe('kind of an address', () => {
  for (const [address, kind] of [
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.255.255', 'private'],
    ['100.64.0.1', 'shared'],
    ['100.128.0.1', 'public'],
    ['169.254.1.1', 'link-local'],
    ['127.0.0.1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['192.0.2.1', 'documentation'],
    ['239.1.1.1', 'multicast'],
    ['8.8.8.8', 'public'],
    ['256.1.1.1', 'name'],
    ['host.example.com', 'name'],
    ['', 'name'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['[fd12:3456::1]', 'unique-local'],
    ['fe80::1%eth0', 'link-local'],
    ['ff02::1', 'multicast'],
    ['2001:db8::1', 'documentation'],
    ['2001:4860:4860::8888', 'public'],
    ['::ffff:10.0.0.1', 'private'],
  ] as const) {
    it(`${address || 'nothing'} is ${kind}`, () => assert.equal(addressKind(address), kind));
  }
});
