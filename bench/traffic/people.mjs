const NAMES = ['Alice', 'Bob', 'Carol', 'Dave', 'Erin', 'Frank', 'Grace', 'Heidi'];
const OTHER_NAMES = ['Zoë', 'Jürgen', 'Łukasz', 'Ольга', 'Ανδρέας', '花子', 'محمد', 'Ada 🙂'];

export const DOMAIN = 'contoso.com';

/** Those who call each other: `count` people with a client each, `nonAscii` (0 to 1) of them with a name beyond ASCII. */
export function makePeople(random, count, nonAscii) {
  return Array.from({ length: count }, (_, index) => {
    // Drawn in any case, so that the rest of the traffic does not depend on the share.
    const beyondAscii = random.chance(nonAscii);
    const name = random.pick(beyondAscii ? OTHER_NAMES : NAMES);
    const communicator = random.chance(0.8);
    return {
      address: `sip:user${index + 1}@${DOMAIN}`,
      displayName: `${name} Example ${index + 1}`,
      beyondAscii,
      epid: random.hex(10),
      instance: uuid(random),
      opaque: `user:epid:${random.base64(18).replaceAll('+', '-').replaceAll('/', '_')}A`,
      agent: communicator
        ? 'UCCP/2.0.6362.0 OC/2.0.6362.0 (Microsoft Office Communicator)'
        : 'RTC/1.3 (Messenger for Mac 6.0.3)',
      enhancedPresence: communicator,
      // Communicator 2007 sends a Via without branch.
      hasBranch: random.chance(0.4),
      host: `${random.pick(['192.0.2', '198.51.100', '203.0.113'])}.${random.between(20, 250)}`,
      port: random.between(1024, 65_000),
      connection: random.hex(4).toUpperCase(),
    };
  });
}

function uuid(random) {
  return [8, 4, 4, 4, 12]
    .map((length) => random.hex(length))
    .join('-')
    .toUpperCase();
}
