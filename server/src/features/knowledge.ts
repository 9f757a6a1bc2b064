/** What is known about codes and names, each as an `Explanation`; `undefined` where no table holds it. */
export { explainQ850Cause, explainTeamsCode, explainWarnCode } from './knowledge/causes';
export { explainFinding } from './knowledge/findings';
export { explainCodecParameter, explainCredentialToken, explainXmlElement, xmlElementTitle } from './knowledge/inside';
export { explainCodec, explainPayloadType, explainSdpAttribute, explainSdpLine } from './knowledge/media';
export { explainMsDiagnostics, explainMsParameter } from './knowledge/msDiagnostics';
export { explainParameterValue, mediaDebugFields } from './knowledge/msParameterValue';
export { explainParameter, explainParameterTerm, parameterValueMeaning } from './knowledge/parameters';
export {
  explainContentType,
  explainEventPackage,
  explainHeaderField,
  explainMethod,
  explainOptionTag,
  explainServerVersion,
  explainTimer,
  explainToken,
  explainUserAgent,
  TOKEN_REGISTRIES,
} from './knowledge/sip';
export { explainStatusCode } from './knowledge/statusCodes';
export {
  explainHresult,
  explainIceWarn,
  explainRecordField,
  explainTlsCode,
  explainTraceFlag,
  explainWinsockError,
} from './knowledge/windows';
