import { message } from '../../support/logs';
import { checkHover } from '../support/checkHover';

const inMessage = (headers: string): string => message({ start: 'REGISTER sip:example.com SIP/2.0', headers });

describe('hover on software', () => {
  it('User-Agent of Microsoft', () => {
    checkHover(
      inMessage('User-Agent: UCCAPI/3.5.6907.0 OC/3.5.69$007.0 (Microsoft Office Communicator 2007 R2)'),
      `
User-Agent

Sent by Microsoft Office Communicator 2007 R2.

- UCCAPI/3.5.6907.0: Unified Communications Client API (the library inside Communicator and Lync)
- OC/3.5.6907.0: Office Communicator 2007 or later, including Lync

Source: RFC 3261 20.41 (https://www.rfc-editor.org/rfc/rfc3261#section-20.41); [MS-SIPREGE] 3.4.1.5.1 (example: UCCAPI/3.5.6889.0 OC/3.5.6889.0) (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-siprege/); https://howtomicrosoftofficetutorials.blogspot.com/2018/09/add-version-filter.html; http://unifiedpeople.ru/lyncserver2013_itpro.en/html/6e7e94c2-1475-4334-b8da-716b24a4c255.htm`,
    );
  });

  it('Server of Microsoft, which only tells its version', () => {
    checkHover(
      inMessage('Server: RT$0C/3.5'),
      `
RTC/3.5 (Server)

Likely: Office Communications Server 2007 R2.

Source: [MS-SIPREGE] 2.2.1.9 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-siprege/36036d32-b63e-43b5-83f6-a06edf5f391e); GitHub tieto/sipe: test messages of an OCS 2007 R2 server`,
    );
  });

  it('Server of others', () => {
    checkHover(
      inMessage('Server: kama$0ilio (5.6.3 (x86_64/linux))'),
      `
Server

The software that answered, in its own words: kamailio (5.6.3 (x86_64/linux)).

Source: RFC 3261 20.35 (https://www.rfc-editor.org/rfc/rfc3261#section-20.35)`,
    );
  });
});
