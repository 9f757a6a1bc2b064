#!/bin/sh
# Makes the text logs of ngrep, tcpdump, tshark and sngrep from the captures in $WORK, and copies the logs that
# the programs of record.sh wrote. Each log gets a line in $OUT/logs.csv:
#   log,capture,filter,order,time,note   (filter: tshark display filter of the packets the log shows;
#   order: log = as the program wrote them; start or end = a message of several segments stands where its first or its last segment is;
#   time: none, clock = time of day without date, syslog = month and day without year, in seconds; s, ms, us = date and time)
. "$(dirname "$0")/common.sh"
OUT=${OUT:-$HERE/../../test/traces/recorded}
mkdir -p "$OUT/capture"
{ find "$OUT" -name '*.log' -delete; rm -f "$OUT"/capture/*; echo 'log,capture,filter,order,time,note' >"$OUT/logs.csv"; }

listed() { # listed FORMAT NAME CAPTURE FILTER ORDER TIME NOTE: one line of logs.csv, the log comes on stdin
  mkdir -p "$OUT/$1"
  cat >"$OUT/$1/$2.log"
  echo "$1/$2.log,$3,$4,$5,$6,$7" >>"$OUT/logs.csv"
}
P=$WORK
keep() { gzip -9 -n -c "$P/$1.pcap" >"$OUT/capture/$1.pcap.gz"; }
for set in basic failures events tcp ipv6 keepAlive; do
  keep $set
done
# ngrep: "#" marks, numbers and empty packets without -q; every packet, as with a filter on a port only
ng() { # ng NAME CAPTURE FILTER TIME NOTE [ngrep options]: the path of the capture in the first line is made neutral
  name=$1 set=$2 filter=$3 time=$4 note=$5; shift 5
  ngrep -I "$P/$set.pcap" "$@" 2>/dev/null | sed "s#^input: .*/#input: #" | listed ngrep "$name-$set" "$set" "$filter" start "$time" "$note"
}
for set in basic tcp ipv6 keepAlive; do ng byline $set '' none '' -W byline; done
for set in failures events tcp; do ng byline-t-q $set '' us '' -W byline -t -q; done
for set in basic tcp; do ng none-q $set '' none '' -W none -q; done
ng none-t ipv6 '' us '' -W none -t
ng single-t-q events '' us '' -W single -t -q
for set in basic tcp; do ng wrapped $set '' none ''; done # ngrep's normal mode
ng wrapped-t-q-tilde failures '' us "-P '~'" -t -q -P '~'
ng byline-T ipv6 '' none 'seconds since the packet before' -W byline -q -T
ng byline-match basic 'frame contains "INVITE"' us 'ngrep -i INVITE' -W byline -t -q -i INVITE

# tcpdump
td() { # td NAME CAPTURE FILTER TIME NOTE [tcpdump options]
  name=$1 set=$2 filter=$3 time=$4 note=$5; shift 5
  tcpdump -r "$P/$set.pcap" -A "$@" 2>/dev/null | listed tcpdump-ascii "$name-$set" "$set" "$filter" start "$time" "$note"
}
for set in basic tcp keepAlive; do td A $set '' clock ''; done
td n-v-A basic 'frame.number<=8' clock 'each message twice: decoded with tabs, then -A' -n -v -c 8
td nn-vvv-A failures 'frame.number<=14' clock 'each message twice: decoded with tabs, then -A' -nn -vvv -c 14
td tttt-n-A events '' us '' -tttt -n
td e-nn-A ipv6 '' clock '' -e -nn
td tt-q-nn-A keepAlive '' us 'epoch seconds' -tt -q -nn
td t-nn-A ipv6 '' none '' -t -nn
keep any
td nn-A any '' clock 'tcpdump -i any' -nn

# tshark; -o keeps the user's settings out
T='tshark -n -o tcp.relative_sequence_numbers:TRUE'
for set in basic events; do
  $T -r "$P/$set.pcap" -O sip -c 9 2>/dev/null | listed wireshark-verbose "O-sip-$set" $set 'frame.number<=9' end none 'no times with -O sip'
done
$T -r "$P/tcp.pcap" -O sip -Y 'tcp.stream==2 && sip' 2>/dev/null | listed wireshark-verbose O-sip-tcp tcp 'tcp.stream==2' end none ''
$T -r "$P/basic.pcap" -V -c 7 2>/dev/null | listed wireshark-verbose V-basic basic 'frame.number<=7' end us ''
$T -r "$P/tcp.pcap" -V -Y 'tcp.stream==2 && sip && frame.number<66' 2>/dev/null | listed wireshark-verbose V-tcp tcp 'tcp.stream==2 && frame.number<66' end us ''
$T -r "$P/failures.pcap" -P -O sip -c 5 2>/dev/null | listed wireshark-verbose P-O-sip-failures failures 'frame.number<=5' end none 'summary line before each packet: seconds since the first packet'
$T -r "$P/keepAlive.pcap" -V -c 7 2>/dev/null | listed wireshark-verbose V-keepAlive keepAlive 'frame.number<=7' end us ''
$T -r "$P/events.pcap" -t ad -P -O sip -c 6 2>/dev/null | listed wireshark-verbose P-ad-O-sip-events events 'frame.number<=6' end us 'date in the summary line'
$T -r "$P/basic.pcap" -q -z follow,udp,ascii,0 2>/dev/null | listed wireshark-follow udp-basic-0 basic 'udp.stream==0' start none ''
$T -r "$P/failures.pcap" -q -z follow,udp,ascii,0 -z follow,udp,ascii,1 -z follow,udp,ascii,2 2>/dev/null | listed wireshark-follow udp-failures-three failures 'udp.stream==2;udp.stream==1;udp.stream==0' start none 'three streams; tshark writes the last option first'
$T -r "$P/events.pcap" -q -z follow,udp,ascii,1 2>/dev/null | listed wireshark-follow udp-events-1 events 'udp.stream==1' start none ''
$T -r "$P/ipv6.pcap" -q -z follow,udp,ascii,0 2>/dev/null | listed wireshark-follow udp-ipv6-0 ipv6 'udp.stream==0' start none ''
for n in 0 1 2; do
  $T -r "$P/tcp.pcap" -q -z follow,tcp,ascii,$n 2>/dev/null | listed wireshark-follow tcp-$n tcp "tcp.stream==$n" start none ''
done

# sipp -trace_msg, one log for each side of a call
for one in basic:register.uac basic:call.uac basic:call.uas failures:busy.uac failures:cancel.uac failures:cancel.uas \
  failures:late.uac failures:late.uas events:message.uac events:subscribe.uas events:refer.uac tcp:tcpCall.uac tcp:tcpCall.uas ipv6:ipv6Call.uac; do
  set=${one%%:*} name=${one#*:}
  [ -s "$P/$name.msg" ] || continue
  cat "$P/$name.msg" | listed sipp-trace-msg "$name" $set "CALL $name" end us ''
done

# kamailio on stderr, and its sipdump module
for set in basic events tcp ipv6; do
  [ $set = tcp ] || cat "$P/kamailio-$set.log" | listed kamailio-xlog "stderr-$set" $set XLOG end none 'received messages, and sent ones where kamailio runs onsend_route'
  [ $set = events ] || [ $set = ipv6 ] || cat "$P/dump-$set"/*.data | listed kamailio-sipdump "$set" $set SIPDUMP log us ''
done

# sngrep's saved text; of the TCP capture only the call, since sngrep loses messages of the awkward client
tshark -r "$P/tcp.pcap" -Y 'tcp.stream<2' -F pcap -w "$P/tcpCall.pcap" 2>/dev/null
keep tcpCall
for set in basic tcpCall ipv6 keepAlive; do
  sh "$HERE/sngrep.sh" "$P/$set.pcap" "$P/sngrep-$set.txt"
  cat "$P/sngrep-$set.txt" | listed sngrep "$set" $set '' log us ''
done

# the logs of programs.sh
program() { # program FORMAT NAME CAPTURE FILTER TIME NOTE: directory names are made neutral
  keep "$3"
  sed "s#$P/home#/home/alice#g; s#$P#/var/log#g" | listed "$1" "$2" "$3" "$4" log "$5" "$6"
}
cat "$P/rsyslog.log" | program kamailio-syslog-octal rsyslog rsyslog SCRIPT syslog 'received messages only'
cat "$P/rsyslog-iso.log" | program kamailio-syslog-octal rsyslog-iso rsyslog SCRIPT us 'received messages only'
cat "$P/busybox.log" | program kamailio-syslog-octal busybox busybox SCRIPT syslog 'received messages only; CR as ^M and LF as a blank'
cat "$P/sofia.log" | program freeswitch-sofia sip-options sofia '' clock ''
cat "$P/asteriskSip.full" | program asterisk-chan-sip file asteriskSip '' syslog ''
cat "$P/asteriskSip.console.cut" | program asterisk-chan-sip console asteriskSip '' none ''
cat "$P/asteriskPjsip16.full" | program asterisk-pjsip file-16 asteriskPjsip16 '' syslog ''
cat "$P/asteriskPjsip.full" | program asterisk-pjsip file-22 asteriskPjsip '' ms ''
cat "$P/asteriskPjsip.console.cut" | program asterisk-pjsip console-22 asteriskPjsip '' none ''
cat "$P/asteriskPjsip-options.uac.msg" | program sipp-trace-msg unexpected.uac asteriskPjsip 'frame.number<=3' us 'the second copy of a message is sipp repeating it'
cat "$P/baresip.log" | program baresip-trace call baresip 'HOST 192.0.2.15' none ''
grep -a -v -E '^[-0-9: ]+(mediastreamer|ortp|bctbx)-' "$P/linphone.log" | sed -n '/^linphonec> register/,$p' | program linphone call linphone 'HOST 192.0.2.16' ms 'media lines and the lines before the first command left out'
cat "$P/twinkle.log" | program twinkle call twinkle 'HOST 192.0.2.17' us ''
cat "$P/sipjs.log" | program sipjs sipjs sipjs 'HOST 192.0.2.19' s ''
cat "$P/jssip.log" | program sipjs jssip jssip 'HOST 192.0.2.19' ms 'JsSIP in Node with the debug package'
