import { contact, countersigned, diagnostics, naming, signed } from './headers.mjs';

/** A subscription to the presence of others, answered at once and told of changes. RFC 6665, [MS-PRES]. */
export function subscription(exchange) {
  const { random, world } = exchange;
  const alice = random.pick(world.people);
  const watched = Array.from({ length: random.between(1, 6) }, () => random.pick(world.people));
  const opening = { from: alice, to: alice, fromTag: random.hex(10) };
  const toTag = random.hex(32).toUpperCase();
  const dialog = { ...opening, toTag };

  const lines = [
    ...naming(exchange, opening, 1, 'SUBSCRIBE'),
    contact(alice),
    `User-Agent: ${alice.agent}`,
    'Event: presence',
    'Accept: application/msrtc-event-categories+xml, application/xpidf+xml, text/xml+msrtc.pidf, application/pidf+xml, application/rlmi+xml, multipart/related',
    'Supported: com.microsoft.autoextend',
    'Supported: ms-benotify',
    'Require: adhoclist, categoryList',
    'Supported: eventlist',
    signed(exchange),
  ];
  const leg = exchange.legFrom(alice);
  const subscribe = exchange.request(leg, 'SUBSCRIBE', alice.address, lines, listOf(watched));
  exchange.wait(2, 30);
  if (random.chance(0.06)) {
    const why = diagnostics(2011, 'Delivery context per subscriber limit exceeded');
    const refused = [...naming(exchange, dialog, 1, 'SUBSCRIBE'), countersigned(exchange), ...why, 'Server: RTC/3.0'];
    exchange.answer(subscribe, 403, 'Forbidden', refused, undefined, { note: 'Routed a locally generated response' });
    return;
  }
  const accepted = [
    ...naming(exchange, dialog, 1, 'SUBSCRIBE'),
    countersigned(exchange),
    `Contact: <sip:ocs.contoso.com:5061;transport=${world.transport.toLowerCase()}>`,
    'Expires: 26400',
    'Event: presence',
    'subscription-state: active;expires=26400',
    'ms-piggyback-cseq: 1',
    'Supported: ms-benotify, ms-piggyback-first-notify',
    'Server: RTC/3.0',
  ];
  exchange.answer(subscribe, 200, 'OK', accepted, categories(exchange, watched));
  for (let cseq = 2, last = random.between(1, 4); cseq <= last; cseq++) {
    exchange.wait(500, 8000);
    const back = { from: alice, to: alice, fromTag: toTag, toTag: opening.fromTag };
    // Who offered `ms-benotify` is told without having to answer.
    const method = random.chance(0.6) ? 'BENOTIFY' : 'NOTIFY';
    const told = [
      ...naming(exchange, back, cseq, method),
      countersigned(exchange),
      'Event: presence',
      'subscription-state: active;expires=26000',
      'Require: eventlist',
    ];
    const body = categories(exchange, [random.pick(watched)]);
    const notify = exchange.request(exchange.legTo(alice, []), method, `sip:${alice.host}:${alice.port}`, told, body);
    if (method === 'BENOTIFY') continue;
    exchange.wait(2, 60);
    exchange.answer(notify, 200, 'OK', [...naming(exchange, back, cseq, method), `User-Agent: ${alice.agent}`]);
  }
}

function listOf(watched) {
  const text = [
    '<batchSub xmlns="http://schemas.microsoft.com/2006/01/sip/batch-subscribe" uri="sip:user1@contoso.com" name="">',
    '  <action name="subscribe" id="1">',
    '    <adhocList>',
    ...watched.map(({ address }) => `      <resource uri="${address}"/>`),
    '    </adhocList>',
    '    <categoryList xmlns="http://schemas.microsoft.com/2006/09/sip/categorylist">',
    ...['calendarData', 'contactCard', 'note', 'services', 'sharePointSearchCenterUrl', 'state'].map(
      (name) => `      <category name="${name}"/>`,
    ),
    '    </categoryList>',
    '  </action>',
    '</batchSub>',
    '',
  ];
  return { type: 'application/msrtc-adrl-categorylist+xml', text: text.join('\r\n') };
}

function categories({ random, time }, watched) {
  const now = new Date(time / 1000).toISOString();
  const about = watched.flatMap(({ address, displayName, epid }) => [
    `<categories xmlns="http://schemas.microsoft.com/2006/09/sip/categories" uri="${address}">`,
    `  <category name="contactCard" instance="0" publishTime="${now}" version="${random.between(1, 40)}">`,
    '    <contactCard xmlns="http://schemas.microsoft.com/2006/09/sip/contactcard" isUCEnabled="true">',
    `      <identity><name><displayName>${displayName}</displayName></name></identity>`,
    '    </contactCard>',
    '  </category>',
    `  <category name="state" instance="1" publishTime="${now}" version="${random.between(1, 40)}">`,
    `    <state xsi:type="aggregateState" lastActive="${now}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/2006/09/sip/state">`,
    `      <availability>${random.pick([3500, 6500, 9500, 12_500, 15_500, 18_500])}</availability>`,
    `      <endpointLocation>${epid}</endpointLocation>`,
    '    </state>',
    '  </category>',
    '</categories>',
  ]);
  return { type: 'application/msrtc-event-categories+xml', text: `${about.join('\r\n')}\r\n` };
}
