import { acmeSipmsg } from './acmeSipmsg';
import { asteriskChanSip } from './asteriskChanSip';
import { asteriskPjsip } from './asteriskPjsip';
import { audiocodesSyslog } from './audiocodesSyslog';
import { avayaAacSipserver } from './avayaAacSipserver';
import { avayaCsdk } from './avayaCsdk';
import { avayaEndpointlog } from './avayaEndpointlog';
import { avayaIpOffice } from './avayaIpOffice';
import { avayaTracesm } from './avayaTracesm';
import { baresipTrace } from './baresipTrace';
import { ciscoIos } from './ciscoIos';
import { ciscoPhoneSipio } from './ciscoPhoneSipio';
import { cucmSdl } from './cucmSdl';
import { expressway } from './expressway';
import type { Format } from './format';
import { freeswitchSofia } from './freeswitchSofia';
import { genesysSipServer } from './genesysSipServer';
import { jainSipXml } from './jainSipXml';
import { kamailioSipdump } from './kamailioSipdump';
import { kamailioSyslogOctal } from './kamailioSyslogOctal';
import { kamailioXlog } from './kamailioXlog';
import { linphone } from './linphone';
import { ngrep } from './ngrep';
import { ocsManaged } from './ocsManaged';
import { ocsSipstack } from './ocsSipstack';
import { pjsipSyslog } from './pjsipSyslog';
import { pjsuaLog } from './pjsuaLog';
import { plain } from './plain';
import { ribbonSbc } from './ribbonSbc';
import { sipeDebug } from './sipeDebug';
import { sipjs } from './sipjs';
import { sippTraceMsg } from './sippTraceMsg';
import { sipViewerText } from './sipViewerText';
import { sngrep } from './sngrep';
import { tcpdumpAscii } from './tcpdumpAscii';
import { twinkle } from './twinkle';
import { uccapi } from './uccapi';
import { wiresharkFollow } from './wiresharkFollow';
import { wiresharkVerbose } from './wiresharkVerbose';

/** All formats. Their order matters only where the heads of two are alike: the first one has the record. */
export const formats: readonly Format[] = [
  ocsManaged,
  ocsSipstack,
  freeswitchSofia,
  ngrep,
  sngrep,
  tcpdumpAscii,
  wiresharkVerbose,
  wiresharkFollow,
  ciscoIos,
  ciscoPhoneSipio,
  cucmSdl,
  expressway,
  sipeDebug,
  uccapi,
  asteriskChanSip,
  asteriskPjsip,
  avayaIpOffice,
  baresipTrace,
  kamailioSipdump,
  kamailioXlog,
  linphone,
  pjsipSyslog,
  pjsuaLog,
  sipjs,
  sippTraceMsg,
  twinkle,
  acmeSipmsg,
  audiocodesSyslog,
  avayaAacSipserver,
  avayaCsdk,
  avayaEndpointlog,
  avayaTracesm,
  genesysSipServer,
  jainSipXml,
  ribbonSbc,
  sipViewerText,
  kamailioSyslogOctal,
  plain,
];
