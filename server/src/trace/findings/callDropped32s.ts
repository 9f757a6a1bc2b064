import { answerRepeats, droppedAfter } from '../callVerdict';
import { serverWords } from '../serverWords';
import { roughDurationText } from '../text/duration';
import { afterSetup, finalsOf, whoCalled } from './callStory';
import { exampleLog } from './exampleLog';
import { spaced } from './failedTransaction';
import { contactSentence } from './missingAck2xx';
import { requestCopies } from './parties';
import type { Rule } from './rule';

/**
 * Finding `call-dropped-32s`: the callee ends an answered call 32 s after its 2xx, since it got no ACK: the log shows none, or one
 * that did not stop the callee from sending its 2xx again; or the BYE says so in Reason. Span: the request-line of the BYE.
 * RFC 3261 13.3.1.4.
 */
export const callDropped32s: Rule = {
  code: 'call-dropped-32s',
  severity: 'error',
  scope: 'call',
  source: 'RFC 3261 13.3.1.4',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-13.3.1.4',
  page: {
    title: 'A call drops after 32 seconds',
    meaning:
      'The callee answered, got no ACK, and hung up after 32 s (64*T1), as it has to. People hear each other until then, ' +
      'or nothing at all. The ACK goes to the Contact of the answer, over the servers in Record-Route; NAT, a wrong ' +
      'address there, or a server that leaves itself out of the route make it go astray.',
    advice:
      'Find where the ACK goes: read the Contact and the Record-Route of the 2xx, and check that the caller can reach ' +
      'them. Switch off SIP ALG in routers, and let the server set the external address behind NAT.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      ...[2, 2.5, 5.5].map((at) => ({
        at,
        fromBob: true,
        start: '200 OK',
        cseq: '1 INVITE',
        tags: 'both' as const,
      })),
      { at: 34, fromBob: true, ofBob: true, start: 'BYE sip:alice@192.0.2.1', cseq: '1 BYE', tags: 'both' },
      { at: 34.1, ofBob: true, start: '200 OK', cseq: '1 BYE', tags: 'both' },
    ]),
  },
  find: (call, context) => {
    const after = droppedAfter(call);
    const { final, bye } = call;
    if (after === undefined || final === undefined || bye?.request === undefined || context.isClaimed(bye.request))
      return [];
    const { count } = answerRepeats(call);
    const repeated = count > 1 ? ` It sent its answer ${count} times.` : '';
    const ack =
      call.ack === undefined
        ? 'The log shows no ACK to its answer'
        : 'The log shows an ACK to its answer, which did not get there';
    return [
      {
        span: bye.request.startLineSpan,
        about: bye.request,
        claims: [
          ...requestCopies(bye.request),
          ...finalsOf(call.decidingAttempt, ({ statusCode }) => statusCode === final.statusCode),
        ],
        related: [
          { span: final.startLineSpan, message: 'The answer that was not confirmed' },
          ...(call.ack === undefined
            ? []
            : [{ span: call.ack.startLineSpan, message: 'The ACK that did not get there' }]),
        ],
        message:
          `${whoCalled(call)}: answered${afterSetup(call)}, and dropped by the callee ${roughDurationText(after)} later, since the ACK got ` +
          `lost. ${ack}.${repeated}${spaced(serverWords(bye.request))} ${contactSentence(call)}`,
      },
    ];
  },
};
