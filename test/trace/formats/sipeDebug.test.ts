import { checkMessages } from '../../support/checkMessages';

describe('format sipe-debug', () => {
  it('between MESSAGE START and MESSAGE END; HTTP has the same frame', () => {
    checkMessages(
      `
(16:46:40) sipe:
MESSAGE START <<<<<<<<<< SIP - 2016-09-28T14:46:40.153566Z
INFO sip:192.0.2.10:55522;transport=tls SIP/2.0
Via: SIP/2.0/TLS 192.0.2.212:5061;branch=z9hG4bK1
CSeq: 14511 INFO
Content-Type: application/ms-mra+xml
Content-Length: 21

<action>

</action>
MESSAGE END <<<<<<<<<< SIP - 2016-09-28T14:46:40.153566Z
(16:46:40) sipe: sip_transport_input_message: no transaction
(16:46:41) sipe:
MESSAGE START >>>>>>>>>> HTTP - 2016-09-28T14:46:41.000001Z
POST /ews HTTP/1.1
To: <sip:bob@example.com>

<soap/>
MESSAGE END >>>>>>>>>> HTTP - 2016-09-28T14:46:41.000001Z
(16:46:42) sipe:
MESSAGE START >>>>>>>>>> SIP(0x558879d972b0) - 2016-09-28T14:46:42.000002Z
SIP/2.0 200 OK
CSeq: 14511 INFO

MESSAGE END >>>>>>>>>> SIP(0x558879d972b0) - 2016-09-28T14:46:42.000002Z
`,
      [
        'sipe-debug 2-12 incoming 2016-09-28 14:46:40.153+00:00 TLS | INFO sip:192.0.2.10:55522;transport=tls SIP/2.0 | via cseq content-type content-length | "<action>\\n\\n</action>"',
        'sipe-debug 22-26 outgoing 2016-09-28 14:46:42.000+00:00 thread 0x558879d972b0 | SIP/2.0 200 OK | cseq',
      ],
      '\n',
    );
  });

  it('without debug option: no message', () => {
    checkMessages('(10:38:48) sipe: MESSAGE <<<<<<<<<< SIP(0x558879d972b0)\n', []);
  });

  it('an old version with rules of #, quoted in a mail', () => {
    checkMessages(
      `
> (15:26:49) sipe:
>
> received - Thu Dec 31 15:26:49 2009
> ######
> SIP/2.0 401 Unauthorized
> CSeq: 1 REGISTER
> Content-Length: 4
> #######
> (15:26:49) sipe: process_register_response
> sending - Thu Dec 31 15:26:50 2009
> ######
> REGISTER sip:example.com SIP/2.0
> CSeq: 2 REGISTER
>
`,
      [
        'sipe-debug 3-8 incoming 2009-12-31 15:26:49.000 | SIP/2.0 401 Unauthorized | cseq content-length',
        'sipe-debug 10-13 outgoing 2009-12-31 15:26:50.000 | REGISTER sip:example.com SIP/2.0 | cseq',
      ],
    );
  });
});
