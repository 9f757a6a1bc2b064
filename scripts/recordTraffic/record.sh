#!/bin/sh
# Records SIP traffic of real programs into $WORK (default /tmp/recordTraffic): captures and the programs' own logs.
# Needs root and: kamailio kamailio-extra-modules kamailio-websocket-modules sip-tester tcpdump ethtool node.
#   unshare -n -u -m sh record.sh          (record.sh does that itself)
# Then: sh programs.sh, sh convert.sh, node truth.mjs (see README.md in test/traces/recorded).
[ "$RECORD_INSIDE" ] || exec env RECORD_INSIDE=1 unshare -n -u -m sh "$0" "$@"
. "$(dirname "$0")/common.sh"
network
for set in ${*:-basic failures events tcp ipv6 keepAlive}; do
  echo "== $set"
  mkdir -p "$WORK/dump-$set"; rm -f "$WORK/dump-$set"/*
  capture "$set"
  proxy "$WORK/kamailio-$set.log" -A WITH_STDERR -A WITH_SENT -A WITH_DUMP -A "SIPDUMP_DIR=\"$WORK/dump-$set\""
  $set
  capture_end
  proxy_end
done
