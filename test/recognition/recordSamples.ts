/**
 * The beginning of one record for each kind of envelope, in the words of the program that writes it. None shows two
 * start-lines: the mark alone tells. `format` is the id of the log format.
 */
export const recordSamples: readonly { readonly format: string; readonly text: string }[] = [
  sample(
    'ocs-sipstack',
    'TL_INFO(TF_CONNECTION) [0]0D84.0F9C::10/22/2007-17:08:05.101.000000aa (SIPStack,SIPAdminLog::TraceConnectionRecord:SIPAdminLog.cpp(160))$$begin_record',
    'LogType: connection',
    '$$end_record',
  ),
  sample(
    'ocs-sipstack',
    'TL_INFO(TF_PROTOCOL) [sfb\\sfb]0D84.0F9C::10/22/2018-17:08:05.101.0000B1aa (SIPStack,SIPAdminLog::ProtocolRecord::Flush:ProtocolRecord.cpp(265)) [156659184] $$begin_record',
    'Trace-Correlation-Id: 156659184',
  ),
  sample(
    'ocs-sipstack',
    'TL_INFO(TF_PROTOCOL) [1]0D84.0F9C::10/22/2007-17:08:05.101.000000aa (Proxy,ProxyLog::Trace:Proxy.cpp(12))$$begin_record',
    'Direction: incoming',
  ),
  sample(
    'uccapi',
    '01/15/2012|11:30:10.012 F98:1234 INFO  :: Sending Packet - 192.0.2.20:443 (From Local Address: 192.0.2.143:49176) 742 bytes:',
  ),
  sample('uccapi', '01/15/2012|11:30:10.012 F98:1234 INFO  :: End of Data Received - 192.0.2.20:443'),
  sample('uccapi', '01/15/2012|11:30:10.012 F98:1234 INFO  :: End of Data Received -192.0.2.20:443'),
  sample(
    'uccapi',
    '01/15/2012|11:30:10.012 F98:1234 INFO  :: SENDING PACKET - 192.0.2.20:443 (From Local Address: 192.0.2.143:49176) 742 bytes:',
  ),
  sample('uccapi', '10:38:58.520 33C:B00 INFO  :: REGISTER sip:example.com SIP/2.0'),
  sample('sipe-debug', '(10:00:00) sipe: ', 'MESSAGE START >>>>>>>>>> SIP(0x55a1c0) - 2026-11-12T10:00:00.000000Z'),
  sample('sipe-debug', 'MESSAGE <<<<<<<<<< SIP(0x55a1c0)'),
  sample('sipe-debug', 'MESSAGE START <<<<<<<<<< SIP - 2016-09-28T14:46:40.153566Z'),
  sample(
    'expressway',
    '2026-11-12T10:00:00+00:00 vcs tvcs: UTCTime="2026-11-12 10:00:00,142" Module="network.sip" Level="DEBUG":  Action="Sent" Dst-ip="192.0.2.1"',
    ' SIPMSG:',
    ' |INFO sip:bob@example.com SIP/2.0',
  ),
  sample('asterisk-chan-sip', '<--- SIP read from UDP:192.0.2.1:5060 --->'),
  sample(
    'asterisk-chan-sip',
    '[2026-11-12 10:00:00] VERBOSE[123][C-00000001] chan_sip.c: <--- SIP read from TLS:[2001:db8::1]:5061 --->',
  ),
  sample('asterisk-chan-sip', '[Nov 12 10:00:00] <--- Transmitting (no NAT) to 192.0.2.1:5060 --->'),
  sample('asterisk-chan-sip', 'Reliably Transmitting (NAT) to 192.0.2.1:5060:'),
  sample('asterisk-chan-sip', 'Retransmitting #3 (force_rport) to 192.0.2.1:5060:'),
  sample('asterisk-pjsip', '<--- Received SIP request (411 bytes) from UDP:192.0.2.1:60773 --->'),
  sample(
    'asterisk-pjsip',
    '[Nov 12 10:00:00] VERBOSE[1] res_pjsip_logger.c: <--- Transmitting SIP response (877 bytes) to WSS:192.0.2.1:60773 --->',
  ),
  sample('freeswitch-sofia', 'send 288 bytes to udp/[192.0.2.1]:5070 at 18:55:07.094445:'),
  sample('freeswitch-sofia', '2026-11-12 10:00:00.922594 recv 929 bytes from wss/[2001:db8::1] at 02:05:52.917343:'),
  sample(
    'cucm-sdl',
    '01383831.001 |12:53:00.671 |AppInfo  |SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to 192.0.2.4 on port 5060 index 1',
    '[105083,NET]',
  ),
  sample(
    'cisco-ios',
    '*Nov 12 10:00:00.491: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:',
    'Received: ',
    'BYE sip:bob@example.com SIP/2.0',
  ),
  sample('cisco-ios', '1w0d:SIP Msg:ccsipDisplayMsg:Sent:'),
  sample(
    'cisco-ios',
    'Received: SIP UDP message from 192.0.2.1:5060 to 192.0.2.2:5060',
    'INVITE sip:bob@example.com SIP/2.0',
  ),
  sample('cisco-ios', 'Sent: ', 'SIP/2.0 100 Trying'),
  sample(
    'cisco-phone-sipio',
    '0611 DEB Nov 12 10:00:00.127717 JAVA-sipio-sent---> INVITE sip:bob@example.com;user=phone SIP/2.0^M',
  ),
  sample(
    'cisco-phone-sipio',
    '2026-11-12 10:00:00,127 DEBUG [0x0000] [csf.sip-call-control] [platform_print_sip_msg] - sipio-recv<--- SIP/2.0 200 OK',
  ),
  sample(
    'sipp-trace-msg',
    '----------------------------------------------- 2026-11-12 10:00:00.103325',
    'UDP message sent (567 bytes):',
    '',
    'INVITE sip:bob@example.com SIP/2.0',
  ),
  sample('sipp-trace-msg', 'TCP message received [566] bytes :', '', 'SIP/2.0 100 Trying'),
  sample('sipp-trace-msg', 'Unexpected UDP message received:', '', 'SIP/2.0 486 Busy Here'),
  sample(
    'pjsua-log',
    '10:00:00.988           pjsua_core.c  .RX 454 bytes Response msg 200/REGISTER/cseq=7862 (rdata0x5619b5219e98) from UDP 192.0.2.1:5070:',
  ),
  sample(
    'pjsua-log',
    '<135>Nov 12 10:00:00 konfsip[1028:1150]: DBG: TX 511 bytes Request msg REGISTER/cseq=1 (tdata0x0) to TLS 192.0.2.1:5061:',
  ),
  sample(
    'asterisk-pjsip',
    "[2024-01-02 13:06:06] ERROR[154]: pjproject: <?>:  sip_transport.c Error processing 260 bytes packet from UDP 192.0.2.1:5060 : PJSIP syntax error exception when parsing '' header on line 4 col 26:",
    'OPTIONS sip:bob@192.0.2.2:5060 SIP/2.0',
  ),
  sample(
    'linphone',
    '2026-11-12 10:00:00:757 belle-sip-message-channel [0x55ffa54403d0]: message sent to [UDP://192.0.2.1:5070], size: [510] bytes',
  ),
  sample(
    'linphone',
    '2026-11-12 10:00:00:767 [belle-sip] MESSAGE channel [0x55ffa54403d0]: received [585] new bytes from [UDP://192.0.2.1:5070]:',
  ),
  sample('baresip-trace', '\u001b[36;1m#', 'UDP 192.0.2.1:5066 -> 192.0.2.2:5070', 'REGISTER sip:example.com SIP/2.0'),
  sample('twinkle', '+++ 12-11-2026 10:00:00.858378 INFO SIP ::send_sip_udp', 'Send to: udp:192.0.2.1:5070'),
  sample('sipjs', 'sip.Transport | Received WebSocket text message:'),
  sample('sipjs', 'Thu Nov 12 2026 10:00:00 GMT+0000 | sip.transport | Sending WebSocket message:'),
  sample('sipjs', 'jssip.js:38 JsSIP:Transport received text message:'),
  sample('kamailio-sipdump', '====================', 'tag: rcv', 'pid: 6375', 'process: 1'),
  sample(
    'kamailio-syslog-octal',
    'Nov 12 10:00:00 gw kamailio[1]: INVITE sip:bob@example.com SIP/2.0#015#012Record-Route: <sip:192.0.2.1;lr>#015#012',
  ),
  sample('kamailio-syslog-octal', 'SIP/2.0 404 Not Found#015 Via: SIP/2.0/UDP 192.0.2.1#015 '),
  sample('ngrep', 'U 192.0.2.1:53017 -> 192.0.2.2:5060 #1', 'INVITE sip:bob@example.com SIP/2.0.'),
  sample(
    'ngrep',
    'T 2026/11/12 10:00:00.123456 192.0.2.1:53017 -> 192.0.2.2:5060 [AP]',
    '  SIP/2.0 200 OK..Via: SIP/2.0/TCP 192.0.2.1..',
  ),
  sample(
    'ngrep',
    'U 192.0.2.1:53017 -> 192.0.2.2:5060 #1',
    '  53 49 50 2f 32 2e 30 20    31 30 30 20 54 72 79 69    SIP/2.0 100 Tryi',
  ),
  sample('sngrep', '2026/11/12 10:00:00.123456 192.0.2.1:5060 -> 192.0.2.2:5060', 'REGISTER sip:example.com SIP/2.0'),
  sample(
    'sngrep',
    'proto:UDP 2026-11-12T10:00:00.123456-05:00  192.0.2.1:5060 ---> 192.0.2.2:5060',
    ' ',
    'REGISTER sip:example.com SIP/2.0',
  ),
  sample(
    'tcpdump-ascii',
    '10:00:00.086835 IP 192.0.2.1.5070 > 192.0.2.2.5090: UDP, length 305',
    'E..M.9..@..T.............9.LSIP/2.0 100 trying',
  ),
  sample(
    'tcpdump-ascii',
    '10:00:00.086090 IP 192.0.2.2.5090 > 192.0.2.1.5070: UDP, length 494',
    'E..',
    '.8@.@.m................',
    'INVITE sip:bob@example.com SIP/2.0',
  ),
  sample(
    'tcpdump-ascii',
    '2026-11-12 10:00:00.086090 IP6 2001:db8::1.5060 > 2001:db8::2.5060: SIP: SIP/2.0 100 Trying',
  ),
  sample(
    'wireshark-verbose',
    'Session Initiation Protocol (REGISTER)',
    '    Request-Line: REGISTER sip:example.com SIP/2.0',
    '        Method: REGISTER',
  ),
  sample(
    'wireshark-follow',
    '===================================================================',
    'Follow: udp,ascii',
    'Filter: udp.stream eq 0',
    'Node 0: 192.0.2.1:5090',
    'Node 1: 192.0.2.2:5070',
    '494',
    'INVITE sip:bob@example.com SIP/2.0',
  ),
  sample('avaya-csdk', '2026-11-12 10:00:00.344 D [36308] [CSDK::SIP] RECEIVED 1203 bytes from 192.0.2.1:5061 {'),
  sample('avaya-tracesm', 'com.avaya.asm  SIPMSGT ', '--------------------'),
  sample(
    'avaya-endpointlog',
    '<166>Nov 12 10:00:00 192.0.2.1 SIPMESSAGE: +01:00 2026 994 1 .TEL | 0 Inbound SIP message from 192.0.2.2:5061',
    'RX SIP/2.0 200 OK',
  ),
  sample(
    'avaya-aac-sipserver',
    '2026-11-12 10:00:00.305 [.INFO] [..MESSAGE] <--- 192.0.2.1:58851 1 1028',
    '2026-11-12 10:00:00.306 [.INFO] [..MESSAGE] <--- INFO sip:server@example.com;transport=TCP SIP/2.0 ',
  ),
  sample('jain-sip-xml', '<message', 'from="192.0.2.1:9814" ', 'firstLine="INVITE sip:bob@example.com SIP/2.0" ', '>'),
  sample('jain-sip-xml', 'firstLine="SIP/2.0 180 Ringing" '),
  sample(
    'sip-viewer-text',
    '[2026/11/12 10:00:00.109] IN 192.0.2.1:4040 --> 192.0.2.2:11156',
    '',
    'INVITE sip:bob@example.com SIP/2.0',
  ),
  sample(
    'audiocodes-syslog',
    '10:00:00.001  192.0.2.1  local0.notice  [S=12] [SID=1] ---- Incoming SIP Message from 192.0.2.2:5060 to SIPInterface #0 (Lan) UDP TO(#1) SocketID(1) ----#012INVITE',
  ),
  sample(
    'audiocodes-syslog',
    '---- Outgoing SIP Message to 192.0.2.2:5060 from SIPInterface #0 (Lan) TLS TO(#1) SocketID(1) ----',
  ),
  sample('genesys-sip-server', '10:00:00.001: SIPTR: Received [0,UDP] 512 bytes from 192.0.2.1:5060 <<<<<'),
  sample('genesys-sip-server', '10:00:00.002: Sending  [0,UDP] 512 bytes to 192.0.2.1:5060 >>>>>'),
  sample(
    'acme-sipmsg',
    'Nov 12 10:00:00.101 On [0:0]192.0.2.1:5060 received from 192.0.2.2:5060',
    'OPTIONS sip:example.com SIP/2.0',
  ),
  sample(
    'ribbon-sbc',
    '121 11122026 100000.000001:1.01.00.00001.Info .SIPSG: Ingress: received msg for CallId:1@192.0.2.1 from IP/port:192.0.2.1/5060, Local IP/port:192.0.2.2/5060',
    'RAW PDU:',
  ),
];

function sample(format: string, ...lines: readonly string[]): { format: string; text: string } {
  return { format, text: `${lines.join('\n')}\n` };
}
