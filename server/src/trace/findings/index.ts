import type { Message } from '../message';
import { printable } from '../text/printable';
import type { Trace } from '../trace';
import { ackWithout2xx } from './ackWithout2xx';
import { authAlgorithmUnsupported } from './authAlgorithmUnsupported';
import { authChallengeUnanswered } from './authChallengeUnanswered';
import { authFaults } from './authFaults';
import { authInClear } from './authInClear';
import { authLoop } from './authLoop';
import { authRejected } from './authRejected';
import { authStaleNonce } from './authStaleNonce';
import { authUriMismatch } from './authUriMismatch';
import { badEvent } from './badEvent';
import { bye481Race } from './bye481Race';
import { byeBeforeAck } from './byeBeforeAck';
import { byeMissing } from './byeMissing';
import { byeAbnormalReason, byeReason } from './byeReason';
import { byeUnanswered } from './byeUnanswered';
import { callDropped32s } from './callDropped32s';
import { callOutcome } from './callOutcome';
import { cancel481 } from './cancel481';
import { cancelBeforeProvisional } from './cancelBeforeProvisional';
import { cancelCrossedAnswer } from './cancelCrossedAnswer';
import { cancelledCall } from './cancelledCall';
import { cancelNoFinal } from './cancelNoFinal';
import { clockSkewDate } from './clockSkewDate';
import { completedElsewhere } from './completedElsewhere';
import { Concerns } from './concerns';
import { FindingContext, isFailure } from './context';
import { declinedByNetwork } from './declinedByNetwork';
import { dialogLost481 } from './dialogLost481';
import { effectBeforeCause } from './effectBeforeCause';
import { failuresByStatus } from './failuresByStatus';
import { finalErrorResponse } from './finalErrorResponse';
import { glare491 } from './glare491';
import { glareNotResolved } from './glareNotResolved';
import { intervals } from './intervals';
import { keepaliveTimeout } from './keepaliveTimeout';
import { KnownFindings } from './knownFindings';
import { lateFinalNonInvite } from './lateFinalNonInvite';
import { malformedStartLine } from './malformedStartLine';
import { missingAck2xx } from './missingAck2xx';
import { missingAckNon2xx } from './missingAckNon2xx';
import { missingMandatoryHeader } from './missingMandatoryHeader';
import { missingPrack } from './missingPrack';
import { msAuthFinalFailed } from './msAuthFinalFailed';
import { msAuthNoCommonScheme } from './msAuthNoCommonScheme';
import { msAuthStageStuck } from './msAuthStageStuck';
import { msAuthTimeSkew } from './msAuthTimeSkew';
import { msBenotifyAnswered } from './msBenotifyAnswered';
import { msClientVersionFilter } from './msClientVersionFilter';
import { msClientDiagnostics, msDiagnostics, msDiagnosticsPublic } from './msDiagnostics';
import { msEnhancedPresenceRequired } from './msEnhancedPresenceRequired';
import { msFailedRequests } from './msFailedRequests';
import { msHandshakeFaults } from './msHandshakeFaults';
import { msProvisioningFailed } from './msProvisioningFailed';
import { msRedirectHome } from './msRedirectHome';
import { msRefusedSignIns } from './msRefusedSignIns';
import { msSignatureMissing } from './msSignatureMissing';
import { msSignedInBut } from './msSignedInBut';
import { msSnumGap } from './msSnumGap';
import { msTlsDskCertificate } from './msTlsDskCertificate';
import { msUserNotFound4005 } from './msUserNotFound4005';
import { noFinalResponse } from './noFinalResponse';
import { noResponse } from './noResponse';
import { noRingback } from './noRingback';
import { notAcceptableSdp } from './notAcceptableSdp';
import { notify481 } from './notify481';
import { notifyWithoutSubscribe } from './notifyWithoutSubscribe';
import { OnePerKind } from './onePerKind';
import { oneSidedCapture } from './oneSidedCapture';
import { optionsPingDown } from './optionsPingDown';
import { outOfOrder500 } from './outOfOrder500';
import { overlappingInvite500 } from './overlappingInvite500';
import { postDialDelay } from './postDialDelay';
import { prackRejected } from './prackRejected';
import { provisionalAfterFinal } from './provisionalAfterFinal';
import { publish412 } from './publish412';
import { rackMismatch } from './rackMismatch';
import { receiverParseError } from './receiverParseError';
import { redirectFollowed } from './redirectFollowed';
import { redirectLoop } from './redirectLoop';
import { redirectNotFollowed } from './redirectNotFollowed';
import { referFailed } from './referFailed';
import { referNoResult } from './referNoResult';
import { referSuccess } from './referSuccess';
import { registration403Locked } from './registration403Locked';
import { registrationCallidChanged } from './registrationCallidChanged';
import { registrationContactAbsentIn2xx } from './registrationContactAbsentIn2xx';
import { registrationExpired } from './registrationExpired';
import { registrationFailed } from './registrationFailed';
import { registrationFlapping } from './registrationFlapping';
import { registrationMultipleBindings } from './registrationMultipleBindings';
import { registrationNotRenewed } from './registrationNotRenewed';
import { registrationRemoved } from './registrationRemoved';
import { registrationShortened } from './registrationShortened';
import { registrationUnanswered } from './registrationUnanswered';
import { reinviteFailed } from './reinviteFailed';
import { replacesFailed } from './replacesFailed';
import { requestRepeatOnTcp } from './requestRepeatOnTcp';
import { requestRetransmissions } from './requestRetransmissions';
import { responseAfterFinal } from './responseAfterFinal';
import { responseRetransmissions } from './responseRetransmissions';
import { retryAfterIgnored } from './retryAfterIgnored';
import { type Finding, type Found, type RelatedPlace, type Rule, SEVERITIES } from './rule';
import { sdpNoCommonCodec } from './sdpNoCommonCodec';
import { sessionRefreshMissing } from './sessionRefreshMissing';
import { sessionTimerDrop } from './sessionTimerDrop';
import { shortCall } from './shortCall';
import { slowResponse } from './slowResponse';
import { subscribeNoNotify } from './subscribeNoNotify';
import { subscriptionExpired } from './subscriptionExpired';
import { subscriptionPending } from './subscriptionPending';
import { subscriptionTerminated } from './subscriptionTerminated';
import { thirdPartyRegistration } from './thirdPartyRegistration';
import { timestampBackwards } from './timestampBackwards';
import { traceStartsMidcall } from './traceStartsMidcall';
import { unexpected404KnownUser } from './unexpected404KnownUser';
import { unexpected487 } from './unexpected487';

export type { Finding, RelatedPlace, Rule, Severity } from './rule';
export { SEVERITIES } from './rule';

/** Longest message of a finding, in UTF-16 units: the words of a server are repeated in it, and a log may hold anything. */
const LONGEST_MESSAGE = 2000;

/**
 * What is looked for, in the order in which responses are claimed: the specific before the general. Two may find the same rule's
 * findings, such as a REGISTER and any other request that nobody answers.
 */
const searches: readonly Rule[] = [
  msEnhancedPresenceRequired,
  msUserNotFound4005,
  ...msRefusedSignIns,
  msClientVersionFilter,
  msAuthTimeSkew,
  msTlsDskCertificate,
  msAuthNoCommonScheme,
  ...msHandshakeFaults,
  msAuthFinalFailed,
  msAuthStageStuck,
  redirectLoop,
  msRedirectHome,
  msSignatureMissing,
  keepaliveTimeout,
  msProvisioningFailed,
  ...msFailedRequests,
  sessionTimerDrop,
  receiverParseError,
  missingMandatoryHeader,
  ...authFaults,
  registration403Locked,
  authLoop,
  authRejected,
  authAlgorithmUnsupported,
  authChallengeUnanswered,
  authStaleNonce,
  registrationFailed,
  registrationUnanswered,
  registrationRemoved,
  registrationFlapping,
  registrationExpired,
  registrationNotRenewed,
  ...msSignedInBut,
  clockSkewDate,
  optionsPingDown,
  ackWithout2xx,
  callDropped32s,
  byeUnanswered,
  noResponse,
  cancelBeforeProvisional,
  cancelNoFinal,
  completedElsewhere,
  msDiagnostics,
  msDiagnosticsPublic,
  badEvent,
  notify481,
  subscribeNoNotify,
  subscriptionExpired,
  subscriptionTerminated,
  subscriptionPending,
  referFailed,
  referSuccess,
  referNoResult,
  replacesFailed,
  rackMismatch,
  prackRejected,
  missingPrack,
  publish412,
  outOfOrder500,
  overlappingInvite500,
  ...intervals,
  sdpNoCommonCodec,
  notAcceptableSdp,
  dialogLost481,
  bye481Race,
  cancel481,
  glare491,
  glareNotResolved,
  unexpected404KnownUser,
  declinedByNetwork,
  callOutcome,
  cancelledCall,
  unexpected487,
  cancelCrossedAnswer,
  redirectFollowed,
  redirectNotFollowed,
  missingAck2xx,
  reinviteFailed,
  byeAbnormalReason,
  byeReason,
  ...failuresByStatus,
  finalErrorResponse,
  noFinalResponse,
  missingAckNon2xx,
  postDialDelay,
  msClientDiagnostics,
  malformedStartLine,
  responseAfterFinal,
  provisionalAfterFinal,
  requestRepeatOnTcp,
  responseRetransmissions,
  requestRetransmissions,
  sessionRefreshMissing,
  byeMissing,
  byeBeforeAck,
  notifyWithoutSubscribe,
  noRingback,
  lateFinalNonInvite,
  slowResponse,
  retryAfterIgnored,
  oneSidedCapture,
  traceStartsMidcall,
  effectBeforeCause,
  timestampBackwards,
  shortCall,
  registrationContactAbsentIn2xx,
  registrationMultipleBindings,
  registrationShortened,
  registrationCallidChanged,
  thirdPartyRegistration,
  authUriMismatch,
  msSnumGap,
  msBenotifyAnswered,
  authInClear,
];

const messageSearches = searches.filter((rule) => rule.scope === 'message');

/** All rules are looked for. */
const NONE_LEFT_OUT: ReadonlySet<string> = new Set();

/** All rules, each once: of several searches with one code the most general, whose page is about all. */
export const rules: readonly Rule[] = searches.filter(
  ({ code }, index) => !searches.some((other, at) => at > index && other.code === code),
);

/**
 * What is wrong in a log: the worst first, within one severity in the order of the log. `leftOut` are ids of rules of the profile
 * `conformance` that need not be looked for (`leftOutUnder`); they explain nothing that other rules speak of.
 */
export function findings(trace: Trace, leftOut = NONE_LEFT_OUT): Finding[] {
  const steps = findingSteps(trace, leftOut);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in small steps, one for each thing that a rule looks at, so that a caller can let other work in. */
export function* findingSteps(trace: Trace, leftOut = NONE_LEFT_OUT): Generator<undefined, Finding[]> {
  if (trace.known === undefined && trace.before !== undefined) {
    const { known, change } = trace.before;
    const { status } = trace.store.messages;
    const concerns = concernsWithout(trace, known.leftOut);
    trace.before = undefined;
    trace.known = known.after(trace, change, (index) => isFailure(status.at(index)) || concerns.has(index));
  }
  const { known } = trace;
  if (known !== undefined && [...known.leftOut].every((code) => leftOut.has(code))) {
    return known.of(trace).filter(({ code }) => !leftOut.has(code));
  }
  const concerns = concernsWithout(trace, leftOut);
  const context = new FindingContext(trace);
  yield* context.prepare();
  yield* concerns.prepare();
  const all = new OnePerKind();
  for (const rule of searches) {
    if (leftOut.has(rule.code)) continue;
    for (const found of foundBy(rule, context, concerns)) {
      if (found === undefined) {
        yield;
        continue;
      }
      const severity = found.severity ?? rule.severity;
      // What nobody may have asked for hides nothing.
      const claimed =
        rule.profile === 'conformance' ? [] : [found.about, ...(found.claims ?? []), ...(found.follows ?? [])];
      for (const message of claimed) context.claim(message, severity);
      const { span, about, more = 0 } = found;
      all.add({ code: rule.code, severity, span, about, more }, found.kind, () => asFinding(rule, found));
    }
  }
  const sorted = all.findings.sort(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) || one.span.start - other.span.start,
  );
  trace.known = KnownFindings.from(sorted, context.grounds(concerns.calls), leftOut);
  return sorted;
}

const concernsWithout = (trace: Trace, leftOut: ReadonlySet<string>): Concerns =>
  new Concerns(
    trace,
    messageSearches.filter(({ code }) => !leftOut.has(code)),
  );

/** What one rule finds; `undefined` behind each thing that it has looked at. */
function* foundBy(rule: Rule, context: FindingContext, concerns: Concerns): Generator<Found | undefined> {
  const { trace } = context;
  switch (rule.scope) {
    case 'message':
      yield* foundIn(concerns.of(rule), (index) => rule.find(trace.messageAt(index), context));
      break;
    case 'failed-transaction':
      yield* foundIn(context.failed, (transaction) => rule.find(transaction, context));
      break;
    case 'unanswered-transaction':
      yield* foundIn(context.unanswered, (transaction) => rule.find(transaction, context));
      break;
    case 'call-id':
      yield* foundIn(context.doubtfulCallIds, (call) => rule.find(trace.transactionsOf(call), context));
      break;
    case 'call':
      yield* foundIn(context.calls, (call) => rule.find(call, context));
      break;
    case 'sign-in':
      yield* foundIn(context.signIns, (signIn) => rule.find(signIn, context));
      break;
    case 'trace':
      yield* rule.find(trace, context);
      yield;
      break;
  }
}

/** Subjects without finding that are looked at in one step. */
const LOOKED_AT_ONCE = 4;

/** What `find` finds in `subjects`; `undefined` behind each that gave something, and now and then. */
function* foundIn<Subject>(
  subjects: readonly Subject[],
  find: (subject: Subject) => readonly Found[],
): Generator<Found | undefined> {
  let looked = 0;
  for (const subject of subjects) {
    const found = find(subject);
    if (found.length > 0) yield* found;
    if (found.length > 0 || ++looked % LOOKED_AT_ONCE === 0) yield;
  }
}

const asFinding = (rule: Rule, found: Found): Finding => ({
  code: rule.code,
  severity: found.severity ?? rule.severity,
  span: found.span,
  message: printable(found.message, LONGEST_MESSAGE),
  related: [...(found.related ?? []), ...(found.follows ?? []).map(consequence)].map(({ span, message }) => ({
    span,
    message: printable(message),
  })),
  about: found.about,
  msDiagnostics: found.msDiagnostics,
  more: found.more ?? 0,
  href: rule.href,
});

const consequence = (message: Message): RelatedPlace => ({
  span: message.startLineSpan,
  message: `What followed from it: ${message.isRequest ? message.method : `${message.statusCode} ${message.reasonPhrase}`}`,
});
