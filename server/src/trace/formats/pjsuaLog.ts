import { framed } from './framedFormat';
import { pjsipEnvelope, pjsipHeads, pjsipUnreadHead, UNREAD_END } from './pjsipLines';

/**
 * The log of programs that use PJSIP: pjsua, MicroSIP, apps for telephones, Clearwater.
 *
 *     19:04:02.988           pjsua_core.c  .RX 454 bytes Response msg 200/REGISTER/cseq=7862 (rdata0x5619b5219e98) from UDP 192.0.2.1:5060:
 *     SIP/2.0 200 OK
 *     …
 *
 *     --end msg--
 *
 * Dots show how deep calls are, `!` that another thread goes on. Programs for Windows write pointers without `0x`. A
 * date may stand in front of the time, and `>>> ` of the prompt in front of both. Clearwater has the day first and a line
 * `--start msg--`. A message that PJSIP could not read has a head line of its own.
 */
export const pjsuaLog = framed({
  id: 'pjsua-log',
  heads: [
    ...pjsipHeads(pjsipEnvelope(String.raw`(?<!\w\[[\d:]{1,20}\]: .{0,120})`)),
    pjsipUnreadHead(String.raw`(?<!(?:\w\[[\d:]{1,20}\]|pjproject): .{0,120})`),
  ],
  skips: /^--start msg--/,
  ends: [{ word: '--end msg--' }, { word: UNREAD_END }],
  entries: /^(?:\d{2,4}-\d\d-\d{2,4} )?\d\d:\d\d:\d\d\.\d{3} /,
  dateOrder: 'day-first',
});
