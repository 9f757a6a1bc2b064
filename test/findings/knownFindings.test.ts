import assert from 'node:assert/strict';
import { diagnostics } from '../../server/src/features/diagnostics';
import { findings, rules } from '../../server/src/trace/findings';
import {
  defaultFindingSettings,
  type FindingSettings,
  leftOutUnder,
} from '../../server/src/trace/findings/configuration';
import { FindingContext } from '../../server/src/trace/findings/context';
import { readTrace, Trace } from '../../server/src/trace/trace';
import { numbers, someChange } from '../support/changes';
import { asShown, changed, readInParts } from '../support/checkKept';
import { logFilesIn, SHARED_TRACES } from '../support/logFiles';
import { Conversation, later } from '../support/packets';

/** How many times as many changes are made as in a run of all tests: a number in the environment, for a run of this file alone. */
const MORE = Number(process.env.SIP_TRACE_CHANGES ?? 1);

const SAMPLES = logFilesIn('samples');
const RECORDED = logFilesIn('test/traces');
const SHARED = logFilesIn(SHARED_TRACES);
const EXAMPLES = rules.map(({ code, page }) => ({ name: code, text: page.example }));

/** The examples with Call-IDs of their own, so that they meet in users, senders and addresses only. */
const apart = (mark: string): string[] =>
  EXAMPLES.map(({ text }, index) => text.replace(/^(Call-ID|i): (.*)$/gim, `$1: $2-${mark}${index}`));

const all = [...SAMPLES, ...RECORDED].map(({ text }) => text.slice(0, 3000)).join('\n');

/** Under which some rules are not looked for, and all are. */
const SETTINGS: readonly FindingSettings[] = [
  defaultFindingSettings,
  { ...defaultFindingSettings, profile: 'conformance' },
];

/** Changes a log again and again and compares its findings with those of a search of a log that was read anew. */
function checkChanges(name: string, log: string, changes: number, seed: number, others: readonly string[]): void {
  const next = numbers(seed);
  let trace = readTrace(readInParts(log));
  let settings = SETTINGS[next(2)] ?? defaultFindingSettings;
  findings(trace, leftOutUnder(settings));
  for (let count = 0; count < changes; count++) {
    const other = readTrace((others[next(others.length)] ?? '').slice(0, 10_000));
    const { start, end, by } = someChange(trace, other, next);
    trace = changed(trace, start, end, by);
    // Sometimes nobody asks between two changes.
    if (next(4) === 0) continue;
    // Rarely under other settings than before.
    if (next(10) === 0) settings = SETTINGS[next(2)] ?? defaultFindingSettings;
    const leftOut = leftOutUnder(settings);
    const read = readTrace(trace.text);
    const fresh = findings(read, leftOut).map(asShown);
    const change = `${name}, change ${count}: ${start}..${end} becomes ${JSON.stringify(by.slice(0, 200))}`;
    assert.deepEqual(findings(trace, leftOut).map(asShown), fresh, change);
    assert.deepEqual(problems(trace, settings), problems(read, settings), change);
  }
}

/** The findings as an editor shows them, in lines and columns. */
function problems(trace: Trace, settings: FindingSettings) {
  const steps = diagnostics(trace, { uri: 'file:///changed.sip.log', relatedInformation: true, settings });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value.problems;
  }
}

describe('what is known of a log that changes is what a search of it finds:', function () {
  this.timeout(180_000 * MORE);

  const others = [...EXAMPLES, ...SAMPLES, ...RECORDED].map(({ text }) => text);
  const folders = { examples: EXAMPLES, samples: SAMPLES, recorded: RECORDED, shared: SHARED };
  it('where a line end takes the place of another character: offsets stay, lines move', () => {
    const next = numbers(99);
    for (const { name, text } of [...SAMPLES, ...EXAMPLES]) {
      let trace = readTrace(text.slice(0, 20_000));
      problems(trace, defaultFindingSettings);
      for (let count = 0; count < 5; count++) {
        const at = next(trace.text.length - 1);
        trace = changed(trace, at, at + 1, trace.text[at] === '\n' ? ' ' : '\n');
        const fresh = problems(readTrace(trace.text), defaultFindingSettings);
        assert.deepEqual(problems(trace, defaultFindingSettings), fresh, `${name}, change ${count} at ${at}`);
      }
    }
  });

  for (const [folder, files] of Object.entries(folders)) {
    // Half a change of each: in a run of all tests every other log is changed.
    it(`${folder}: ${files.length} logs`, () => {
      for (const [index, { name, text }] of files.entries()) {
        const changes = Math.floor((MORE + (index % 2)) / 2);
        if (changes > 0) checkChanges(name, text.slice(0, 30_000), changes, index + 1, others);
      }
    });
  }

  it('all examples one behind the other, changed 4 times', () => {
    checkChanges('examples', apart('').join('\n'), 4 * MORE, 5, others);
  });

  it('the same under Call-IDs that they share', () => {
    checkChanges('examples', EXAMPLES.map(({ text }) => text).join('\n'), 2 * MORE, 6, others);
  });

  it('all of them twice', () => {
    checkChanges('examples', [...apart('a'), ...apart('b')].join('\n'), 2 * MORE, 7, others);
  });

  it('all samples and recorded logs, changed 3 times', () => {
    checkChanges('all', all, 3 * MORE, 8, others);
  });
});

/** What each look of a rule reads of messages under other Call-IDs without a word of it in its grounds. */
function readSilently(text: string): string[] {
  const silent: string[] = [];
  const context = FindingContext.prototype;
  const { lookAt, lookAway } = context;
  const { messageAt, transactionAt } = Trace.prototype;
  let unit = -1;
  let read: number[] = [];
  const note = (trace: Trace, message: number): void => {
    const { callId } = trace.store.messages;
    // A change of the message in front of one touches both.
    if (unit > 0 && callId.at(message) !== unit && callId.at(message + 1) !== unit) read.push(message);
  };
  context.lookAt = function (this: FindingContext, at: number): void {
    unit = at;
    read = [];
    lookAt.call(this, at);
  };
  context.lookAway = function (this: FindingContext) {
    const grounds = this.groundsOf.get(unit);
    const says =
      grounds !== undefined &&
      (grounds.restsOnAll ||
        grounds.asked.length + grounds.calls.size + grounds.users.size + grounds.senders.size + grounds.pings.size > 0);
    const [one] = read;
    if (one !== undefined && !says) silent.push(`Call-ID ${unit} reads message ${one}`);
    unit = -1;
    return lookAway.call(this);
  };
  Trace.prototype.messageAt = function (this: Trace, index: number) {
    note(this, index);
    return messageAt.call(this, index);
  };
  Trace.prototype.transactionAt = function (this: Trace, index: number) {
    note(this, this.transactionTables.firstOf(index));
    return transactionAt.call(this, index);
  };
  try {
    findings(readTrace(text));
  } finally {
    Object.assign(context, { lookAt, lookAway });
    Object.assign(Trace.prototype, { messageAt, transactionAt });
  }
  return silent;
}

describe('a rule that looks beyond the Call-ID at hand', () => {
  it('says so in its grounds', () => {
    for (const text of [apart('').join('\n'), all, ...SHARED.map((log) => log.text)])
      assert.deepEqual(readSilently(text), []);
  });
});

/** One exchange of `caller` and `callee` under a Call-ID of its own. */
function exchange(at: number, callId: string, method: string, status: string, headers = '', callee = 'bob'): string {
  const talk = new Conversation({ callId, caller: 'alice@example.com', callee: `${callee}@example.com` });
  return talk.request(at, method, { headers }) + talk.answer(at + 0.1, status, method);
}

/** What stands between in a log, so that nothing is beside the change. */
const BETWEEN = exchange(20, 'between', 'PUBLISH', '200 OK', '', 'carol');

/** Logs of which a finding is another one as soon as something is appended under another Call-ID. */
const TURNED: readonly [what: string, log: string, appended: string][] = [
  [
    'a request that is tried again with success',
    exchange(10, 'one', 'PUBLISH', '412 Conditional Request Failed') + BETWEEN,
    exchange(30, 'other', 'PUBLISH', '200 OK'),
  ],
  [
    'a user who registers with success',
    exchange(10, 'one', 'REGISTER', '500 Oops', '', 'alice') + BETWEEN,
    exchange(30, 'other', 'REGISTER', '200 OK', '', 'alice'),
  ],
  [
    'a ping that turns out to be one of many',
    exchange(10, 'one', 'OPTIONS', '404 Not Found') + BETWEEN,
    exchange(40, 'other', 'OPTIONS', '404 Not Found') + exchange(70, 'another', 'OPTIONS', '404 Not Found'),
  ],
  [
    'a request without answer, as soon as the log goes on for long enough',
    [10, 10.5, 11.5].map((at) => new Conversation({ callId: 'one' }).request(at, 'MESSAGE')).join('') + BETWEEN,
    later(400),
  ],
  [
    'a subscription that is accepted later',
    exchange(10, 'one', 'SUBSCRIBE', '504 Server Time-out', 'Event: vnd-microsoft-provisioning', 'alice') + BETWEEN,
    exchange(30, 'other', 'SUBSCRIBE', '200 OK', 'Event: vnd-microsoft-provisioning', 'alice'),
  ],
];

describe('what is found under one Call-ID is another thing when another Call-ID comes with', () => {
  for (const [what, log, appended] of TURNED) {
    it(what, () => {
      const text = readInParts(log);
      const before = readTrace(text);
      const { messageCount } = before.store;
      const first = findings(before).map(asShown);
      const now = changed(before, text.length, text.length, appended.replace(/^U /gm, ''));
      assert.ok(now.before !== undefined, 'is read on the tables of the log before');
      const fresh = findings(readTrace(now.text)).map(asShown);
      assert.notDeepEqual(
        fresh.filter(({ about }) => about < messageCount),
        first,
      );
      assert.deepEqual(findings(now).map(asShown), fresh);
    });
  }
});
