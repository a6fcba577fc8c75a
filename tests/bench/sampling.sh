#!/usr/bin/env bash
# What it costs to watch the swarms of many torrents: a daemon that seeds N small ones, first alone, then with a peer
# each for M of them, which another daemon is; processor time of the first, of one core. The difference is the upper
# bound of what sampling costs: it holds the peers' connections, and all else that is done for them, too.
# With --dht NODES it first announces to a DHT of so many other daemons, instead of meeting peers: five lookups a second.
# --shoal measures another program, which tells what has changed.
set -euo pipefail

usage() { echo "usage: scripts/bench sampling [--torrents N] [--peers M] [--dht NODES] [--seconds S] [--shoal PROGRAM]"; }
torrents=1000 peers=500 seconds=20 nodes=0
shoal=$PWD/build/release/shoal
while [ $# -gt 0 ]; do
    case "$1" in
        --torrents) torrents=$2; shift 2 ;;
        --peers) peers=$2; shift 2 ;;
        --seconds) seconds=$2; shift 2 ;;
        --dht) nodes=$2; shift 2 ;;
        --shoal) shoal=$2; shift 2 ;;
        *) usage >&2; exit 2 ;;
    esac
done

dir=$(mktemp -d)
daemons=()
# shellcheck disable=SC2317 # the trap calls it
finish() {
    for pid in "${daemons[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait
    rm -rf "$dir"
}
trap finish EXIT

# as WHO COMMAND…: in WHO's home.
as() {
    local home=$dir/$1; shift
    env HOME="$home" XDG_STATE_HOME="$home" XDG_CONFIG_HOME="$home" XDG_RUNTIME_DIR="$home" "$shoal" "$@"
}

# begin WHO PORT FLAG…: a daemon, once it is ready.
begin() {
    local who=$1 port=$2; shift 2
    mkdir -p "$dir/$who"
    HOME=$dir/$who XDG_STATE_HOME=$dir/$who XDG_CONFIG_HOME=$dir/$who XDG_RUNTIME_DIR=$dir/$who \
        "$shoal" daemon --listen "127.0.0.1:$port" --no-lsd --no-portmap --no-utp --connections 4000 \
        --queue-downloads unlimited "$@" 2>"$dir/$who.log" &
    daemons+=($!)
    until grep -q 'ready;' "$dir/$who.log"; do sleep 0.1; done
}

# ticks PID: processor time so far, in hundredths of a second.
ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

# Percent of a core that the process takes from now on.
load_of() {
    local before; before=$(ticks "$1")
    sleep "$seconds"
    awk -v a="$before" -v b="$(ticks "$1")" -v s="$seconds" 'BEGIN { printf "%.2f", (b - a) / s }'
}

count() { as "$1" list --json | grep -o "\"$2\":\(\"seeding\"\|[0-9]*\)" | awk -F: '{ n += ($2 == "\"seeding\"") ? 1 : $2 } END { print n + 0 }'; }

# Messages of the DHT so far, both ways.
messages() { curl -s --unix-socket "$dir/seed/shoal/control.sock" http://localhost/metrics | awk '/^shoal_dht_messages_total/ { n += $2 } END { print n + 0 }'; }

mkdir -p "$dir/content" "$dir/t"
for ((i = 0; i < torrents; ++i)); do
    head -c 65536 /dev/urandom >"$dir/content/$i"
    "$shoal" create "$dir/content/$i" -o "$dir/t/$i.torrent" --piece-size 16KiB >/dev/null
done

if [ "$nodes" -gt 0 ]; then
    for ((i = 0; i < nodes; ++i)); do begin "node$i" $((36900 + i)) --dht-node 127.0.0.1:36900; done
    begin seed 36881 --dir "$dir/content" --dht-node 127.0.0.1:36900
    seed=${daemons[-1]}
    as seed add "$dir"/t/*.torrent >/dev/null
    until [ "$(count seed state)" = "$torrents" ]; do sleep 1; done
    sleep 5
    before=$(messages)
    load=$(load_of "$seed")
    echo "$torrents torrents, a DHT of $nodes: $load % of a core; $((($(messages) - before) / seconds)) messages/s"
    exit
fi

begin seed 36881 --no-dht --dir "$dir/content"
seed=${daemons[0]}
as seed add "$dir"/t/*.torrent >/dev/null
until [ "$(count seed state)" = "$torrents" ]; do sleep 1; done
sleep 10
alone=$(load_of "$seed")

mkdir -p "$dir/out"
begin leech 36882 --no-dht --dir "$dir/out" --down 1KiB
for ((i = 0; i < peers; ++i)); do echo "$dir/t/$i.torrent"; done |
    xargs env HOME="$dir/leech" XDG_STATE_HOME="$dir/leech" XDG_CONFIG_HOME="$dir/leech" XDG_RUNTIME_DIR="$dir/leech" \
        "$shoal" add --peer 127.0.0.1:36881 >/dev/null
for ((i = 0; i < 60; ++i)); do
    [ "$(count seed peers)" -ge "$peers" ] && break
    sleep 1
done
sleep 10
met=$(count seed peers)
with=$(load_of "$seed")
echo "$torrents torrents, no peers: $alone % of a core; $met peers: $with %"
