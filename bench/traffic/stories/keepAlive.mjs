/** Another server asks whether this one is there: OPTIONS and its answer. */
export function keepAlive(exchange) {
  const { random, world } = exchange;
  const peer = random.pick(world.peers);
  const names = [
    `From: <sip:${peer.host}>;tag=${random.hex(10)}`,
    'To: <sip:ocs.contoso.com>',
    `Call-ID: ${exchange.callId}`,
    'CSeq: 1 OPTIONS',
  ];
  const options = exchange.request(exchange.legFrom(peer), 'OPTIONS', 'sip:ocs.contoso.com', [
    ...names,
    'User-Agent: RTCC/3.5.0.0 MediationServer',
  ]);
  exchange.wait(1, 10);
  const tagged = names.map((line) => (line.startsWith('To:') ? `${line};tag=${random.hex(32).toUpperCase()}` : line));
  exchange.answer(options, 200, 'OK', [...tagged, 'Server: RTC/3.5']);
}
