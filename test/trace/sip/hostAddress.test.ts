import assert from 'node:assert/strict';
import { hostKind } from '../../../server/src/trace/sip/hostAddress';

describe('host', () => {
  for (const [kind, hosts] of Object.entries({
    name: ['example.com', '', '300.1.1.1', '1.2.3', 'a:b'],
    public: ['192.0.2.1', '172.32.0.1', '2001:db8::1'],
    private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '[fd00::1]', '::ffff:10.0.0.1'],
    shared: ['100.64.0.1', '100.127.0.1'],
    'link-local': ['169.254.0.1', 'fe80::1%eth0'],
    loopback: ['127.0.0.1', '::1', '[::1]'],
    unspecified: ['0.0.0.0', '::'],
  })) {
    it(`is ${kind}: ${hosts.join(', ')}`, () =>
      assert.deepEqual(
        hosts.map(hostKind),
        hosts.map(() => kind),
      ));
  }
});
