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
import { FindingContext } from './context';
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
import { redirectLoops } from './redirectLoop';
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
import type { Finding, Rule } from './rule';
import { sdpNoCommonCodec } from './sdpNoCommonCodec';
import { Search } from './search';
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

/** How often what turns out to need another search is added before all is searched. */
const MOST_ROUNDS = 4;

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
  ...redirectLoops,
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
  ...authInClear,
];

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
  while (!trace.tie()) yield;
  yield;
  if (trace.known?.covers(leftOut) !== true) trace.known = yield* searched(trace, leftOut);
  trace.before = undefined;
  return trace.known.of(trace, searches, leftOut);
}

/** Searches for problems: where it is known what was found before the log changed, only where that may not hold. */
function* searched(trace: Trace, leftOut: ReadonlySet<string>): Generator<undefined, KnownFindings> {
  const { before } = trace;
  const renewal =
    before?.known.covers(leftOut) === true ? before.known.after(trace, before.change, searches) : undefined;
  for (let round = 0; renewal !== undefined && round < MOST_ROUNDS; round++) {
    const { known, again, outside } = renewal;
    const context = round === 0 ? renewal.context : new FindingContext(trace, known.users, known.sides, known.segments);
    const search = new Search(searches, known.leftOut, context, known, again, outside);
    yield* search.run();
    if (search.stale.size === 0) return KnownFindings.from(search);
    for (const unit of search.stale) again.add(unit);
  }
  const search = new Search(searches, leftOut, new FindingContext(trace));
  yield* search.run();
  return KnownFindings.from(search);
}
