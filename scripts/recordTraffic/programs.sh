#!/bin/sh
# Records the logs that other programs write themselves, each with a capture of its own as the truth:
#   sh programs.sh [set ...]    sets: see the end of the file
# Asterisk is looked for in two Debian trees made with debootstrap (bookworm has no asterisk):
#   debootstrap --variant=minbase bullseye $TREES/bullseye, the same for sid, then in each: apt-get install asterisk
[ "$RECORD_INSIDE" ] || exec env RECORD_INSIDE=1 unshare -n -u -m sh "$0" "$@"
. "$(dirname "$0")/common.sh"
TREES=${TREES:-/tmp/chroot}
network
# Programs that do not bind an address get this one as their own when they talk to the proxy.
own_address() { ip route replace local 192.0.2.11 dev lo proto kernel scope host src "$1" table local; }
# Some programs do nothing without an interface that has a default route.
default_route() { echo "nameserver 127.0.0.1" >"$WORK/resolv.conf"; ip addr del "$1/32" dev lo; ip link add d0 type veth peer name d1; ip link set d1 up; ip link set d0 up; ip addr add "$1/24" dev d0; ip route add default dev d0 src "$1"; }
default_route_end() { ip link del d0; ip addr add "$1/32" dev lo; }

any() { # tcpdump -i any
  capture any any
  proxy "$WORK/kamailio-any.log" -A WITH_STDERR
  pair anyCall call.xml uasCall.xml
  capture_end; proxy_end
}
rsyslog() { # kamailio writes to syslog, rsyslog escapes control characters as #015#012
  mount -t tmpfs tmpfs /run; rm -f /dev/log
  cat >"$WORK/rsyslog.conf" <<EOF
global(localHostname="proxy" workDirectory="$WORK")
module(load="imuxsock" SysSock.Name="/dev/log" SysSock.RateLimit.Interval="0")
template(name="iso" type="string" string="%TIMESTAMP:::date-rfc3339% %HOSTNAME% %syslogtag%%msg:::sp-if-no-1st-sp%%msg:::drop-last-lf%\n")
*.* action(type="omfile" file="$WORK/rsyslog.log" template="RSYSLOG_TraditionalFileFormat")
*.* action(type="omfile" file="$WORK/rsyslog-iso.log" template="iso")
EOF
  rm -f "$WORK"/rsyslog*.log
  rsyslogd -n -f "$WORK/rsyslog.conf" -i "$WORK/rsyslog.pid" 2>"$WORK/rsyslog.err" & syslog=$!
  sleep 1
  capture rsyslog
  proxy "$WORK/kamailio-rsyslog.err"
  basic; pair message message.xml uasMessage.xml
  capture_end; proxy_end
  sleep 1; kill $syslog; wait $syslog
}
busybox() { # kamailio writes to syslog, busybox syslogd splits at LF and shows CR as ^M
  rm -f /dev/log "$WORK/busybox.log"
  command busybox syslogd -n -O "$WORK/busybox.log" & syslog=$!
  sleep 1
  capture busybox
  proxy "$WORK/kamailio-busybox.err"
  basic; pair message message.xml uasMessage.xml
  capture_end; proxy_end
  sleep 1; kill $syslog; wait $syslog
}
asterisk_run() { # asterisk_run NAME TREE TECH DATE: one Asterisk with a log file and a console
  run=$1 tree=$TREES/$2 tech=$3 date=$4
  etc=$tree/etc/asterisk
  [ -d "$etc.debian" ] || mv "$etc" "$etc.debian"
  rm -rf "$etc"; mkdir -p "$etc"; cp "$etc.debian/asterisk.conf" "$etc/" 2>/dev/null
  printf '[modules]\nautoload=yes\nnoload=%s.so\nnoload=chan_iax2.so\nnoload=chan_skinny.so\nnoload=chan_unistim.so\nnoload=chan_mgcp.so\nnoload=pbx_dundi.so\n' \
    "$([ "$tech" = SIP ] && echo chan_pjsip || echo chan_sip)" >"$etc/modules.conf"
  [ "$tech" = SIP ] && printf 'noload=res_pjsip.so\n' >>"$etc/modules.conf"
  sed "s/@TECH@/$tech/" "$HERE/asterisk/extensions.conf" >"$etc/extensions.conf"
  [ "$tech" = SIP ] && cp "$HERE/asterisk/sip.conf" "$etc/"
  [ "$tech" = PJSIP ] && cp "$HERE/asterisk/pjsip.conf" "$etc/"
  sed "s/@DATE@/$date/" "$HERE/asterisk/logger.conf" >"$etc/logger.conf"
  mkdir -p "$tree/var/run/asterisk" "$tree/var/log/asterisk"; rm -f "$tree/var/log/asterisk/full"
  chown -R root:root "$tree/var/lib/asterisk" "$tree/var/log/asterisk" "$tree/var/run/asterisk" "$tree/var/spool/asterisk"
  mountpoint -q "$tree/proc" || mount -t proc proc "$tree/proc"
  (sleep 80) | chroot "$tree" asterisk -U root -G root -cnvvvvv >"$WORK/$run.console" 2>&1 & asterisk=$!
  for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 2; grep -q 'Asterisk Ready' "$WORK/$run.console" && break; done
  sleep 2
  capture "$run"
  : >"$tree/var/log/asterisk/full"; from=$(wc -c <"$WORK/$run.console")
  grep -q "Asterisk Ready" "$WORK/$run.console" || { echo "$run: no Asterisk" >&2; tail -3 "$WORK/$run.console"; capture_end; kill $asterisk; return; }
  PREFIX=$run-; export PEER=192.0.2.14:5060
  alone options options.xml
  alone register register.xml
  pair call callAuth.xml uasCall.xml
  TO=carol CODE=404 alone notFound callFailingAuth.xml
  TO=busy CODE=486 alone busy callFailingAuth.xml
  [ "$tech" = PJSIP ] && alone tcpOptions options.xml -t t1
  unset PEER
  capture_end
  cp "$tree/var/log/asterisk/full" "$WORK/$run.full"
  tail -c +$((from + 1)) "$WORK/$run.console" >"$WORK/$run.console.cut"
  chroot "$tree" asterisk -rx "core stop now" >/dev/null 2>&1; sleep 3; kill -9 $(cat "$tree/var/run/asterisk/asterisk.pid") 2>/dev/null; rm -f "$tree"/var/run/asterisk/asterisk.*
}
asteriskSip() { asterisk_run asteriskSip bullseye SIP ''; }
asteriskPjsip16() { asterisk_run asteriskPjsip16 bullseye PJSIP ''; }
asteriskPjsip() { asterisk_run asteriskPjsip sid PJSIP 'dateformat=%F %T.%3q'; }

baresip() { # Alice with baresip -s: registration, a call to Bob, a call to carol
  rm -rf "$WORK/baresip"; mkdir -p "$WORK/baresip"
  printf 'sip_listen 192.0.2.15:5060\nmodule_path /usr/lib/baresip/modules\nmodule g711.so\nmodule ausine.so\nmodule aufile.so\nmodule cons.so\nmodule account.so\nmodule_app menu.so\nmodule_app account.so\naudio_source ausine,440\naudio_player aufile,/dev/null\ncons_listen 127.0.0.1:5555\n' >"$WORK/baresip/config"
  echo '"Alice" <sip:alice@example.com>;outbound="sip:192.0.2.11";auth_user=alice;auth_pass=secret;regint=600' >"$WORK/baresip/accounts"
  : >"$WORK/baresip/contacts"
  own_address 192.0.2.15
  capture baresip
  proxy "$WORK/kamailio-baresip.err" -A WITH_STDERR
  sipp_one uasCall.xml 192.0.2.12 "$WORK/baresip.uas.msg" & bob=$!
  command baresip -s -f "$WORK/baresip" -t 14 >"$WORK/baresip.log" 2>&1 </dev/null & program=$!
  sleep 3
  say() { node -e "const s=require('dgram').createSocket('udp4');s.send(process.argv[1]+'\n',5555,'127.0.0.1',()=>s.close())" "$1"; }
  say '/dial sip:bob@example.com'; sleep 2; say '/hangup'; sleep 1
  say '/dial sip:carol@example.com'; sleep 2
  wait $program; wait $bob
  capture_end; proxy_end
}
linphone() { # Alice with linphonec -d 6
  rm -rf "$WORK/home"; mkdir -p "$WORK/home/.local/share/linphone" "$WORK/home/.config/linphone"
  printf '127.0.0.1 localhost\n192.0.2.11 example.com\n' >"$WORK/hosts"; mount --bind "$WORK/hosts" /etc/hosts
  printf '[sip]\nsip_port=5066\nsip_tcp_port=0\nsip_tls_port=0\nipv6=0\nguess_hostname=0\ncontact=sip:alice@192.0.2.16\n[net]\nmtu=1300\n[sound]\nplayback_dev_id=ALSA: none\n' >"$WORK/home/linphonerc"
  default_route 192.0.2.16; own_address 192.0.2.16
  capture linphone
  proxy "$WORK/kamailio-linphone.err" -A WITH_STDERR
  sipp_one uasCall.xml 192.0.2.12 "$WORK/linphone.uas.msg" & bob=$!
  (sleep 2; echo 'register sip:alice@example.com sip:192.0.2.11 secret'; sleep 3; echo 'call sip:bob@example.com'; sleep 3; echo terminate; sleep 2; echo 'call sip:carol@example.com'; sleep 2; echo quit; sleep 2) |
    HOME=$WORK/home timeout 25 linphonec -d 6 -c "$WORK/home/linphonerc" >"$WORK/linphone.log" 2>&1
  wait $bob
  capture_end; proxy_end
  default_route_end 192.0.2.16
}
twinkle() { # Alice with twinkle-console
  rm -rf "$WORK/home"; mkdir -p "$WORK/home/.twinkle"
  printf '127.0.0.1 localhost\n192.0.2.11 example.com\n' >"$WORK/hosts"; mount --bind "$WORK/hosts" /etc/hosts
  printf 'user_name=alice\nuser_domain=example.com\nuser_display=Alice\nauth_realm=example.com\nauth_name=alice\nauth_pass=secret\noutbound_proxy=192.0.2.11\nall_requests_to_proxy=yes\nregistrar=example.com\nregister_at_startup=yes\nregistration_time=600\n' >"$WORK/home/.twinkle/alice.cfg"
  printf 'log_show_sip=yes\nlog_show_debug=no\nlog_max_size=5\ndev_ringtone=alsa:null\ndev_speaker=alsa:null\ndev_mic=alsa:null\nsip_user_agent=\nsip_port=5068\nsip_udp_port=5068\n' >"$WORK/home/.twinkle/twinkle.sys"
  default_route 192.0.2.17; own_address 192.0.2.17
  capture twinkle
  proxy "$WORK/kamailio-twinkle.err" -A WITH_STDERR
  sipp_one uasCall.xml 192.0.2.12 "$WORK/twinkle.uas.msg" & bob=$!
  sleep 0;  (sleep 3; echo 'call sip:bob@example.com'; sleep 3; echo bye; sleep 2; echo 'call sip:carol@example.com'; sleep 3; echo quit; sleep 2) |
    HOME=$WORK/home USER=alice timeout 25 twinkle-console alice.cfg >"$WORK/twinkle.out" 2>&1
  cp "$WORK/home/.twinkle/twinkle.log" "$WORK/twinkle.log"
  wait $bob
  capture_end; proxy_end
  default_route_end 192.0.2.17
}
sofia() { # sofia-sip's transport log: UDP, TCP and IPv6
  own_address 192.0.2.18
  capture sofia
  proxy "$WORK/kamailio-sofia.err" -A WITH_STDERR
  { TPORT_LOG=1 timeout 10 sip-options --bind='sip:192.0.2.18:5060' --from='<sip:alice@example.com>' sip:192.0.2.11
    TPORT_LOG=1 timeout 10 sip-options --bind='sip:192.0.2.18:5062;transport=tcp' --from='<sip:alice@example.com>' 'sip:192.0.2.11;transport=tcp'
    TPORT_LOG=1 timeout 10 sip-options --bind='sip:[2001:db8::18]:5060' --from='<sip:alice@example.com>' 'sip:[2001:db8::11]'
    TPORT_LOG=1 timeout 10 sip-options --bind='sip:192.0.2.18:5060' --from='<sip:alice@example.com>' sip:carol@192.0.2.11; } >"$WORK/sofia.log" 2>&1
  capture_end; proxy_end
}
web() { # web NAME: Alice over WebSocket with SIP.js or JsSIP (MODULES: their node_modules)
  capture "$1"
  proxy "$WORK/kamailio-$1.log" -A WITH_STDERR -A WITH_WEBSOCKET
  sipp_one uasMessage.xml 192.0.2.12 "$WORK/$1.uas.msg" & bob=$!
  sleep 1
  MODULES=${MODULES:-/tmp/jslab/node_modules} node "$HERE/webClient.mjs" "$1" >"$WORK/$1.log" 2>&1
  wait $bob
  capture_end; proxy_end
}
sipjs() { web sipjs; }
jssip() { web jssip; }
for set in ${*:-any rsyslog busybox sofia asteriskSip asteriskPjsip16 asteriskPjsip baresip linphone twinkle sipjs jssip}; do
  echo "== $set"
  PREFIX=$set-
  $set
done
