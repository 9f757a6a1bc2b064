import assert from 'node:assert/strict';
import { type Finding, findings } from '../../server/src/trace/findings';
import { readTrace } from '../../server/src/trace/trace';
import { annotatedLog } from '../support/annotatedLog';
import { Communicator, type Scheme, type Settings } from '../support/communicator';
import { FAILURE_TABLE, type FailureRow } from '../support/failureTable';
import { asUccapi } from '../support/uccapiLog';

const ALICE: Partial<Settings> = {};
const BOB: Partial<Settings> = {
  user: 'bob@contoso.com',
  account: 'CONTOSO\\bob',
  host: '192.0.2.147',
  port: 1288,
  epid: '8e8e8e8615',
  callId: '9a5ae8d6662eb1512800dfb365603193',
};
const CAROL: Partial<Settings> = {
  ...BOB,
  user: 'carol@contoso.com',
  account: 'CONTOSO\\carol',
  epid: '77aa',
  callId: 'c4',
};

/** The endpoint of a row, in a situation. */
function endpointOf(row: FailureRow, ...settings: readonly Partial<Settings>[]): Communicator {
  const client = new Communicator(Object.assign({ scheme: schemesOf(row)[0] }, row.settings, ...settings));
  client.verdict = row.verdict;
  client.isSilent = row.isSilent === true;
  return client;
}

const schemesOf = (row: FailureRow): readonly Scheme[] => row.schemes ?? ['NTLM', 'Kerberos', 'TLS-DSK'];

/** A sign-in that goes well an hour later, so that silence is silence; in the same kind of log. */
function anHourLater({ settings }: Communicator): string[] {
  const { isClientLog, hasTwoLegs } = settings;
  const carol = new Communicator({ ...CAROL, isClientLog, hasTwoLegs });
  const event = 'vnd-microsoft-provisioning-v2';
  return [...carol.wait(3600).signIn(), carol.subscribe(event), carol.provisioned(event)];
}

const STAMP = /::(\d\d)\/(\d\d)\/(\d{4})-(\S+)/;

/** The records of several endpoints as one log. */
function inOrder(records: readonly string[]): string {
  const timeOf = (text: string): string => STAMP.exec(text)?.slice(1).join(' ') ?? '';
  return records
    .map((text) => ({ text, time: timeOf(text) }))
    .sort((one, other) => (one.time < other.time ? -1 : Number(one.time > other.time)))
    .map(({ text }) => text)
    .join('\n');
}

/** Compares what is worse than information with the marks of the log, and gives it. */
function checkVerdicts(...records: readonly string[]): Finding[] {
  const { text, notes } = annotatedLog(inOrder(records));
  const trace = readTrace(text);
  assert.ok(trace.counts.messages >= 5, 'a log of several messages');
  const lineOf = (offset: number): number => trace.lineAt(offset) + 1;
  const found = findings(trace).filter(({ severity }) => severity === 'error' || severity === 'warning');
  assert.deepEqual(
    found.map(({ severity, code, about }) => `line ${lineOf(about.startLineSpan.start)} ${severity} ${code}`).sort(),
    notes.map(({ start, note }) => `line ${lineOf(start)} ${note}`).sort(),
    found.map(({ code, message }) => `${code}: ${message}`).join('\n'),
  );
  return found;
}

/** The message names who cannot sign in, and says what the row wants said. */
function checkMessage(finding: Finding | undefined, row: FailureRow, { settings }: Communicator): void {
  if (row.verdict === undefined) return;
  const message = finding?.message ?? '';
  for (const words of [new RegExp(settings.user.replaceAll('.', '\\.')), ...(row.says ?? [])])
    assert.match(message, words);
}

const single = FAILURE_TABLE.filter(({ verdict }) => verdict !== undefined);

describe('the table of sign-in failures, one log a row:', () => {
  for (const row of FAILURE_TABLE) {
    it(row.signature, () => {
      const client = endpointOf(row);
      const [found] = checkVerdicts(...row.tell(client), ...anHourLater(client));
      checkMessage(found, row, client);
    });
  }

  it('has a log for each verdict that no other row tells, and no row twice', () => {
    const signatures = FAILURE_TABLE.map(({ signature }) => signature);
    assert.equal(new Set(signatures).size, signatures.length);
    for (const row of FAILURE_TABLE) {
      const { notes } = annotatedLog(inOrder(row.tell(endpointOf(row))));
      assert.deepEqual(
        notes.map(({ note }) => note),
        row.verdict === undefined ? [] : [row.verdict],
        row.signature,
      );
    }
  });
});

describe('the table of sign-in failures with', () => {
  describe('407 and Proxy-Authenticate:', () => {
    for (const row of FAILURE_TABLE) {
      it(row.signature, () => {
        const client = endpointOf(row, { isProxy: true });
        const [found] = checkVerdicts(...row.tell(client), ...anHourLater(client));
        checkMessage(found, row, client);
      });
    }
  });

  describe('the messages as the client logs them:', () => {
    for (const row of FAILURE_TABLE.filter(({ isServerLog }) => isServerLog !== true)) {
      it(row.signature, () => {
        const client = endpointOf(row, { isClientLog: true });
        const [found] = checkVerdicts(asUccapi(inOrder([...row.tell(client), ...anHourLater(client)])));
        checkMessage(found, row, client);
      });
    }
  });

  for (const scheme of ['Kerberos', 'TLS-DSK'] as const) {
    describe(`${scheme}:`, () => {
      for (const row of FAILURE_TABLE.filter(
        (row) => schemesOf(row).includes(scheme) && schemesOf(row)[0] !== scheme,
      )) {
        it(row.signature, () => {
          const client = endpointOf(row, { scheme });
          const [found] = checkVerdicts(...row.tell(client), ...anHourLater(client));
          checkMessage(found, row, client);
        });
      }
    });
  }

  describe('three attempts:', () => {
    for (const row of single.filter(({ repeats }) => repeats !== false)) {
      it(row.signature, () => {
        const client = endpointOf(row);
        const records = [1, 2, 3].flatMap((attempt) => {
          client.verdict = attempt === (row.isSilent === true ? 3 : 1) ? row.verdict : undefined;
          return row.tell(client.wait(60));
        });
        const [found] = checkVerdicts(...records, ...anHourLater(client));
        checkMessage(found, row, client);
      });
    }
  });

  describe('copies on two legs:', () => {
    for (const row of FAILURE_TABLE.filter(({ hasTwoLegs }) => hasTwoLegs !== false)) {
      it(row.signature, () => {
        const client = endpointOf(row, { hasTwoLegs: true });
        const [found] = checkVerdicts(...row.tell(client), ...anHourLater(client));
        checkMessage(found, row, client);
      });
    }
  });

  describe('a sign-in that succeeds soon after:', () => {
    for (const row of single.filter(({ repaired }) => repaired !== false)) {
      it(row.signature, () => {
        const client = endpointOf(row);
        client.verdict = undefined;
        const records = row.tell(client);
        client.settings = { ...client.settings, ...row.repaired };
        checkVerdicts(...records, ...client.wait(20).signIn(), ...anHourLater(client));
      });
    }
  });

  describe('another user with another failure:', () => {
    // Logs of servers and of clients do not mix.
    for (const isClientLog of [undefined, true]) {
      const rows = single.filter(({ settings }) => settings?.isClientLog === isClientLog);
      for (const [index, row] of rows.entries()) {
        const other = rows[(index + 1) % rows.length] as FailureRow;
        it(`${row.signature}, and ${other.signature}`, () => {
          const [alice, bob] = [endpointOf(row, ALICE), endpointOf(other, { ...BOB, ...other.settings })];
          bob.wait(0.02);
          const found = checkVerdicts(...row.tell(alice), ...other.tell(bob), ...anHourLater(alice));
          const about = ({ settings }: Communicator) => found.find(({ message }) => message.includes(settings.user));
          checkMessage(about(alice), row, alice);
          checkMessage(about(bob), other, bob);
        });
      }
    }
  });
});
