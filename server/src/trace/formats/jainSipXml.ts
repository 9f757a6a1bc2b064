import { framed } from './framedFormat';

/**
 * The server log of JAIN-SIP at TRACE_LEVEL 16 or 32: elements without a root, their attributes on lines of their own.
 *
 *     <message
 *     from="192.0.2.1:9814"
 *     to="192.0.2.2:10096"
 *     time="1278447293362"
 *     isSender="false"
 *     …
 *     firstLine="INVITE sip:bob@example.com SIP/2.0"
 *     >
 *     <![CDATA[INVITE sip:bob@example.com SIP/2.0
 *     …
 *     ]]>
 *     </message>
 */
export const jainSipXml = framed({
  id: 'jain-sip-xml',
  heads: [
    {
      word: '<message',
      pattern:
        /<message(?:\s*$| from="(?<source>[^"]{1,100})" {1,2}to="(?<destination>[^"]{1,100})" {1,2}time="(?<time>[^"]{1,40})"(?:[^>]{0,200}? isSender="(?:(?<outgoing>true)|(?<incoming>false))")?[^<\r\n]{0,2000})/,
    },
  ],
  details: [
    /^\s{0,8}from="(?<source>[^"]{1,100})"\s*$/,
    /^\s{0,8}to="(?<destination>[^"]{1,100})"\s*$/,
    /^\s{0,8}time="(?<time>[^"]{1,40})"\s*$/,
    /^\s{0,8}isSender="(?:(?<outgoing>true)|(?<incoming>false))"\s*$/,
  ],
  skips: /^\s{0,8}(?:>\s*$|(?:statusMessage|transactionId|callId|firstLine|debugLine)="|<!\[CDATA\[\s*$)/,
  reach: 14,
  ends: [{ word: ']]>', mayFollow: true }],
  trailer: /^\s*<\/message>\s*$/,
});
