# Shared by the recording scripts: the private network, the capture, the proxy, sipp.
# Everything runs in a network and host name space of its own (see record.sh), so that no address, host name
# or packet of the machine can get into a recording.
export TZ=UTC LC_ALL=C.UTF-8
HERE=$(cd "$(dirname "$0")" && pwd)
WORK=${WORK:-/tmp/recordTraffic}   # captures and raw logs
mkdir -p "$WORK"

network() { # the documentation addresses, an Ethernet packet size, no segmentation in the driver
  hostname proxy
  # A name server without a route: names are not found, and no packets are sent.
  echo "nameserver 203.0.113.1" >"$WORK/resolv.conf" ; mount --bind "$WORK/resolv.conf" /etc/resolv.conf
  ip link set lo up
  ip link set lo mtu 1500
  ethtool -K lo tso off gso off gro off tx-udp-segmentation off 2>/dev/null
  for n in 10 11 12 13 14 15 16 17 18 19; do
    ip addr add 192.0.2.$n/32 dev lo
    ip -6 addr add 2001:db8::$n/128 dev lo nodad
  done
}

capture() { # capture NAME [interface]: starts tcpdump
  tcpdump -i "${2:-lo}" --immediate-mode -U -s 0 -w "$WORK/$1.pcap" 2>"$WORK/$1.tcpdump" &
  CAPTURE=$!
  while ! grep -q listening "$WORK/$1.tcpdump" 2>/dev/null; do sleep 0.1; done
  sleep 0.3
}
capture_end() { sleep 1.2; kill -INT $CAPTURE; wait $CAPTURE; }

proxy() { # proxy LOG [kamailio options]: starts kamailio, stderr to LOG
  log=$1; shift
  rm -rf "$WORK/run"; mkdir -p "$WORK/run"
  kamailio -f "$HERE/kamailio.cfg" -DD -Y "$WORK/run" -P "$WORK/run/pid" -w "$WORK/run" "$@" 2>"$log" &
  PROXY=$!
  sleep 1.5
}
proxy_end() { kill $PROXY; wait $PROXY; }

# sipp_one FILE ADDRESS LOG [options]: one call of a scenario; a scenario's @TO@, @CODE@, @TEXT@ are filled from
# the variables TO, CODE, TEXT; LIMIT is how many seconds it may take.
sipp_one() {
  scenario=$WORK/$(basename "$1" .xml).$$.xml
  sed "s/@TO@/${TO:-bob}/g; s/@CODE@/${CODE:-486}/g; s/@TEXT@/${TEXT:-Busy Here}/g" "$HERE/sipp/$1" >"$scenario"
  address=$2; log=$3; shift 3
  limit=${LIMIT:-12}
  timeout $((limit + 2)) sipp "$@" -sf "$scenario" -i "$address" -mi "$address" -p "${PORT:-5060}" -m 1 -nostdin -timeout ${limit}s \
    -trace_msg -message_file "$log" </dev/null >"$log.out" 2>&1 || echo "sipp $scenario: $?" >&2
}
# pair NAME UAC UAS [sipp options]: Bob runs UAS, then Alice runs UAC through the proxy (or PEER)
pair() {
  name=$1; uac=$2; uas=$3; shift 3
  bob=${BOB:-192.0.2.12}; alice=${ALICE:-192.0.2.10}; peer=${PEER:-192.0.2.11:5060}
  sipp_one "$uas" "$bob" "$WORK/$PREFIX$name.uas.msg" "$@" &
  uas_pid=$!
  sleep 0.6
  sipp_one "$uac" "$alice" "$WORK/$PREFIX$name.uac.msg" "$@" "$peer"
  wait $uas_pid
}
alone() { # alone NAME UAC [sipp options]
  name=$1; uac=$2; shift 2
  sipp_one "$uac" "${ALICE:-192.0.2.10}" "$WORK/$PREFIX$name.uac.msg" "$@" "${PEER:-192.0.2.11:5060}"
}

# the recordings of the proxy scenario set
basic() { # registration, a good call, 404
  alone register register.xml
  pair call call.xml uasCall.xml
  TO=carol CODE=404 alone notFound callFailing.xml
}
failures() { # 486, 480, CANCEL with 487, repeated INVITE and 200
  pair busy callFailing.xml uasReject.xml
  CODE=480 TEXT='Temporarily Unavailable' pair unavailable callFailing.xml uasReject.xml
  pair cancel cancel.xml uasCancel.xml
  PEER=192.0.2.12:5060 pair late callLateAck.xml uasLate.xml
}
events() { # OPTIONS, MESSAGE, SUBSCRIBE with NOTIFY, REFER with sipfrag
  alone options options.xml
  pair message message.xml uasMessage.xml
  pair subscribe subscribe.xml uasSubscribe.xml
  pair refer refer.xml uasRefer.xml
}
tcp() { # a call with large bodies, then a client that splits and joins messages
  pair tcpCall callLarge.xml uasLarge.xml -t t1
  node "$HERE/tcpTalker.mjs"
}
ipv6() {
  ALICE=2001:db8::10 BOB=2001:db8::12 PEER='[2001:db8::11]:5060' pair ipv6Call call.xml uasCall.xml
}
keepAlive() { node "$HERE/keepAlive.mjs"; }
