import type { Span } from '../../server/src/trace/text/span';
import type { Trace } from '../../server/src/trace/trace';

/** What was read of a log, one `start-end kind` line each: records with their messages, then what ties these together. */
export function dump(trace: Trace): string {
  const lines: string[] = [];
  const add = ({ start, end }: Span, kind: string): void => {
    lines.push(`${start}-${end} ${kind}`);
  };
  for (const record of trace.records) {
    add(record.span, `record ${record.format} ${record.kind}`);
    const { message } = record;
    if (message === undefined) continue;
    add(message.startLineSpan, message.startLine.kind);
    for (const { key, span } of message.headers) add(message.inLog(span), `header-field ${key}`);
    for (const { span } of message.brokenHeaderLines) add(message.inLog(span), 'broken-header-line');
    if (message.bodySpan.start < message.bodySpan.end) add(message.bodySpan, 'message-body');
  }
  for (const transaction of trace.transactions) {
    const messages = transaction.messages.map(({ index }) => index).join(' ');
    add(transaction.span, `transaction ${transaction.method} ${transaction.cseq}: messages ${messages}`);
  }
  for (const { callId, tags, createdBy } of trace.dialogs) {
    add(trace.messageAt(createdBy).span, `dialog ${callId} ${tags.join(' ')}`);
  }
  for (const { callId, endpoint, legs } of trace.signIns) {
    for (const step of legs.flat()) add(step.message.span, `sign-in ${callId} ${endpoint} ${step.stage}`);
  }
  return `${lines.join('\n')}\n`;
}
