import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import type { Format } from '../../server/src/trace/formats/format';
import type { Span } from '../../server/src/trace/text/span';
import { readTrace, type Trace } from '../../server/src/trace/trace';

/**
 * Checks what must hold for any text: reading, tying and judging it throws nothing, records are in order and do not
 * overlap (but for a message that goes on behind another entry), messages and their parts lie within their records, and
 * every span within the text.
 */
export function checkSound(text: string, formats?: readonly Format[]): Trace {
  const trace = readTrace(text, formats);
  const inText = ({ start, end }: Span): void => assert.ok(0 <= start && start <= end && end <= text.length);
  let behind = 0;
  for (const record of trace.records) {
    const { span, message } = record;
    inText(span);
    assert.ok(behind <= span.start, 'records overlap');
    assert.ok(span.start < span.end, 'an empty record');
    const goesOn = message !== undefined && (trace.store.entriesOf.get(message.index)?.length ?? 1) > 1;
    behind = goesOn ? span.start : span.end;
    if (message === undefined) continue;
    const within = (part: Span, whole: Span): void =>
      assert.ok(
        whole.start <= part.start && part.start <= part.end && part.end <= whole.end,
        JSON.stringify({ part, whole }),
      );
    within(message.span, span);
    for (const part of [message.startLineSpan, message.headersSpan, message.bodySpan]) within(part, message.span);
    assert.ok(
      message.startLineSpan.end <= message.headersSpan.start && message.headersSpan.end <= message.bodySpan.start,
    );
    for (const field of message.headers) within(message.inLog(field.span), message.headersSpan);
    for (const line of message.brokenHeaderLines) within(message.inLog(line.span), message.headersSpan);
  }
  const { messages, requests, responses, transactions } = trace.counts;
  assert.equal(requests + responses, messages);
  assert.equal(transactions, trace.transactions.length);
  assert.equal(trace.transactions.flatMap((transaction) => transaction.messages).length, messages);
  for (const transaction of trace.transactions) inText(transaction.span);
  for (const { span, related } of findings(trace)) for (const place of [{ span }, ...related]) inText(place.span);
  return trace;
}
