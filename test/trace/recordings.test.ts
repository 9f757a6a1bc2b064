import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Message } from '../../server/src/trace/message';
import { checkSound } from '../support/checkSound';
import { logFilesIn } from '../support/logFiles';

const RECORDED = 'test/traces/recorded';
/** What tshark read in the packets; see the README beside it. */
const TRUTH = `${RECORDED}/truth.csv`;

interface Row {
  readonly log: string;
  readonly startLine: string;
  readonly callId: string;
  readonly cseq: string;
  readonly source: string;
  readonly destination: string;
  readonly transport: string;
  /** Milliseconds since 1970-01-01, UTC; empty where the log has no time. */
  readonly time: string;
}

/** What a log says; of the truth only as much is compared. */
const factsOf = (message: Message) => ({
  startLine: message.slice(message.startLine.span),
  callId: message.callId,
  cseq: `${message.cseq} ${message.method}`,
  source: message.envelope.source,
  destination: message.envelope.destination,
  transport: message.envelope.transport,
});

/** Traffic of real programs, recorded by other programs at the same time as its packets. */
describe('recordings', () => {
  const rows: Row[] = parse(readFileSync(TRUTH, 'utf8'), { columns: true });
  for (const { name, text } of logFilesIn(RECORDED)) {
    it(name, () => {
      const expected = rows.filter(({ log }) => log === name);
      const trace = checkSound(text);
      // Packets have no repeats, and not what a program prints beside its log.
      const messages = trace.messages.filter(
        ({ isDuplicate, recordIndex }) => !isDuplicate && trace.recordAt(recordIndex).format !== 'plain',
      );
      assert.deepEqual(
        messages.map((message, index) => visible(factsOf(message), expected[index])),
        expected.map((row) => visible(row, row)),
      );
    });
  }
});

/** The facts that `truth` has too, in one order. A log may give no address, or the name of a host. */
function visible(facts: ReturnType<typeof factsOf>, truth: Row | undefined): Record<string, string> {
  const { startLine, callId, cseq, source, destination, transport } = facts;
  return {
    startLine,
    callId,
    cseq,
    source: comparable(source, truth?.source),
    destination: comparable(destination, truth?.destination),
    transport,
  };
}

const comparable = (address: string, truth = ''): string => (/^[\d[]/.test(address) ? address : truth);
