#!/bin/sh
# Saves the dialogs of a capture as text with sngrep: sh sngrep.sh CAPTURE.pcap OUT.txt
# sngrep saves text only from its save dialog (F2), so tmux presses the keys.
set -e
folder=$(mktemp -d)
cp "$1" "$folder/in.pcap"
keys() { tmux -L recordTraffic send-keys "$@"; sleep 0.2; }
tmux -L recordTraffic new-session -d -x 160 -y 50 "cd $folder && TZ=UTC sngrep -I in.pcap"
sleep 2
keys F2
keys -l out
for n in 1 2 3 4 5; do keys Tab; done
keys Space
keys Enter
sleep 1
tmux -L recordTraffic kill-server
mv "$folder/out.txt" "$2"
rm -r "$folder"
