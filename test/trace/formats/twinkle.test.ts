import { checkMessages } from '../../support/checkMessages';

describe('format twinkle', () => {
  it('sent and received, among other entries; day and month with and without leading zeros', () => {
    checkMessages(
      `
+++ 02-01-2024 18:54:15.835794 INFO NORMAL ::main
Threading implementation is NPTL.
---

+++ 02-01-2024 18:54:15.858378 INFO SIP ::send_sip_udp
Send to: udp:192.0.2.1:5070
PUBLISH sip:alice@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2:5068;rport;branch=z9hG4bK1
Event: presence
  ;a=b
Content-Type: application/pidf+xml
Content-Length: 35

<?xml version="1.0"?>
<presence/>

---

+++ 2-1-2024 18:54:15.859667 INFO SIP ::process_sip_msg
Received from: tcp:[2001:db8::1]:5070
SIP/2.0 501 Not Implemented
CSeq: 90 PUBLISH
Content-Length: 0


---

+++ 02-01-2024 18:54:15.859850 DEBUG NORMAL t_phone::handle_response_out_of_dialog
Out of dialog matches phone user: alice
---

+++ 2-1-2024 18:54:16.000001 WARNING SIP ::process_sip_msg
Received from: udp:192.0.2.1:5070
SIP/2.0 100 Trying
CSeq: 91 INVITE
`,
      [
        'twinkle 5-17 outgoing 2024-01-02 18:54:15.858 UDP ? > 192.0.2.1:5070 | PUBLISH sip:alice@example.com SIP/2.0 | via event content-type content-length | "<?xml version=\\"1.0\\"?>\\n<presence/>"',
        'twinkle 19-26 incoming 2024-01-02 18:54:15.859 TCP [2001:db8::1]:5070 > ? | SIP/2.0 501 Not Implemented | cseq content-length',
        'twinkle 32-35 incoming 2024-01-02 18:54:16.000 UDP 192.0.2.1:5070 > ? | SIP/2.0 100 Trying | cseq …',
      ],
    );
  });
});
