import assert from 'node:assert/strict';
import { productName } from '../../server/src/trace/userAgent';

describe('product names', () => {
  const cases: [userAgent: string, name: string][] = [
    ['RTC/1.3 (Messenger for Mac 6.0.3)', 'Messenger for Mac 6.0.3'],
    ['UCCP/2.0.6362.0 OC/2.0.6362.0 (Microsoft Office Communicator)', 'Microsoft Office Communicator 2.0.6362.0'],
    ['Asterisk PBX 18.1', 'Asterisk PBX 18.1'],
    ['', ''],
    ['  ', ''],
    ['x'.repeat(100), `${'x'.repeat(60)}…`],
  ];
  for (const [userAgent, name] of cases)
    it(JSON.stringify(userAgent), () => assert.equal(productName(userAgent), name));
});
