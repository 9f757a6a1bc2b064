#!/bin/sh
# Records calls and registrations whose outcome is known, one of each kind, into one capture, and makes their logs and
# truth beside the others: $OUT/calls (ngrep of the whole, sipp's logs of each), rows in logs.csv. Runs for 80 s: at its end
# the log goes on long enough for silence to be silence. Then: node truth.mjs.
# Needs root and: kamailio sip-tester ngrep tcpdump ethtool node.
[ "$RECORD_INSIDE" ] || exec env RECORD_INSIDE=1 unshare -n -u -m sh "$0" "$@"
. "$(dirname "$0")/common.sh"
OUT=${OUT:-$HERE/../../test/traces/recorded}
network
capture calls
proxy "$WORK/kamailio-calls.log" -A WITH_STDERR
PREFIX=calls-
# Dave's telephone and another server: ports that take everything and say nothing.
node -e "for (const n of [18, 19]) require('dgram').createSocket('udp4').bind(5060, '192.0.2.' + n)" & silent=$!
sleep 0.5

# The slow ones beside the others.
began=$(date +%s)
(PORT=5062 TO=dave CODE=408 LIMIT=45 alone calleeDead callFailing.xml) & slow1=$!
(PORT=5064 TO=dave CODE=408 LIMIT=45 PEER=192.0.2.18:5060 alone serverDead callFailing.xml -max_invite_retrans 6) & slow2=$!
(PORT=5060 LIMIT=45 sipp_one uasNoAck.xml 192.0.2.13 "$WORK/calls-noAck.uas.msg") & slow3=$!
sleep 0.6
(PORT=5066 TO=frank LIMIT=45 alone noAck callNoAck.xml) & slow4=$!
sleep 1

alone wrongPassword registerWrong.xml
alone register register.xml
pair answered call.xml uasCall.xml
pair busy callFailing.xml uasReject.xml
TO=carol CODE=404 alone notFound callFailing.xml
CODE=488 pair noCodec callFailing.xml uasNoCodec.xml
pair cancelled cancel.xml uasCancel.xml
CODE=603 TEXT=Decline pair declined callFailing.xml uasReject.xml
pair redirected callRedirected.xml uasCall.xml
TO=erin CODE=302 alone notFollowed callFailing.xml
wait $slow1 $slow2 $slow3 $slow4
while [ $(($(date +%s) - began)) -lt 78 ]; do sleep 1; done
alone later options.xml
capture_end
proxy_end
kill $silent

rm -rf "$OUT/calls"; mkdir -p "$OUT/calls" "$OUT/capture"
sed -i '/^calls\//d' "$OUT/logs.csv"
gzip -9 -n -c "$WORK/calls.pcap" >"$OUT/capture/calls.pcap.gz"
ngrep -I "$WORK/calls.pcap" -W byline -t -q port 5060 2>/dev/null | sed 's#^input: .*/#input: #' >"$OUT/calls/ngrep.log"
echo 'calls/ngrep.log,calls,,start,us,' >>"$OUT/logs.csv"
for side in uac uas; do
  for call in wrongPassword register answered busy notFound noCodec cancelled declined redirected notFollowed calleeDead serverDead noAck; do
    log=$WORK/calls-$call.$side.msg
    # Frank is not at Bob's address, where the truth looks for the other side.
    [ -s "$log" ] && [ $call.$side != noAck.uas ] || continue
    cp "$log" "$OUT/calls/$call.$side.log"
    echo "calls/$call.$side.log,calls,CALL $call.$side,end,us," >>"$OUT/logs.csv"
  done
done
