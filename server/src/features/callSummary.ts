import type { Call } from '../trace/calls';
import { type CallVerdict, callVerdict, droppedAfter, rangFor } from '../trace/callVerdict';
import { durationText } from '../trace/text/duration';

/**
 * A call in one line: `answered after 2.1 s · talked 35 s · ended by the callee`, `busy after 0.4 s`, `cancelled after ringing 8 s`.
 * Times that the log does not show are left out. `undefined` when the log does not show how it ended.
 */
export function callSummary(call: Call): string | undefined {
  const verdict = callVerdict(call);
  switch (verdict) {
    case 'open':
      return undefined;
    case 'answered':
    case 'unconfirmed':
    case 'dropped':
      return [`answered${after(call.setupTime)}`, ...afterAnswer(call, verdict)].join(' · ');
    case 'cancelled':
    case 'no answer': {
      const end = verdict === 'cancelled' ? (call.cancels[0]?.request ?? call.final) : call.final;
      const rang = rangFor(call, end);
      return rang === undefined
        ? `${verdict}${after(call.setupTime)}`
        : `${verdict} after ringing ${durationText(rang)}`;
    }
    case 'redirected':
    case 'credentials missing':
    case 'no common codec':
    case 'media not accepted':
      return verdict;
    case 'failed':
      return `failed (${call.final?.statusCode})${after(call.setupTime)}`;
    default:
      return `${verdict}${after(call.setupTime)}`;
  }
}

/** What became of an answered call. */
function afterAnswer(call: Call, verdict: CallVerdict): string[] {
  const dropped = droppedAfter(call);
  if (dropped !== undefined) return [`dropped after ${durationText(dropped)} without ACK`];
  const { duration, endedBy } = call;
  return [
    ...(verdict === 'unconfirmed' ? ['never confirmed by an ACK'] : []),
    ...(call.of('REFER').some(({ finalResponse }) => finalResponse !== undefined && finalResponse.statusCode < 300)
      ? ['transferred']
      : []),
    ...(duration === undefined ? [] : [`talked ${durationText(duration)}`]),
    ...(endedBy === undefined ? [] : [`ended by the ${endedBy}`]),
  ];
}

const after = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '' : ` after ${durationText(milliseconds)}`;
