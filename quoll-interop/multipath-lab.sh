#!/bin/bash
# One download over two lines, of which one is cut in mid-transfer and comes back: two networks of
# their own (namespaces), joined by two pairs of virtual cables with limited rates.
#   multipath-lab.sh [MEGABYTES]            100 unless said
# Ends with 0 if all was right, 1 if not, 77 if this machine does not allow such networks.
#
# The networks belong to processes of this script and go with them, however they end. Nothing is
# changed in the network of the machine. QUOLL names the command to test; ./quoll unless set.
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
logs=${QUOLL_LAB_LOGS:-$here/target/interop/multipath-lab}
quoll=${QUOLL:-$here/../quoll}
megabytes=${1:-100}
rates=(40 60)  # Mbit/s of each line, from the server
most_silence=1000 # milliseconds without a byte, at most; some 150 where nothing else runs

refuse() {
    echo "multipath-lab: skipped: $1" >&2
    exit 77
}

if [ -z "${QUOLL_LAB_INSIDE:-}" ]; then
    [ "$(uname)" = Linux ] || refuse "only Linux has network namespaces"
    for command in unshare nsenter setpriv ip tc; do
        command -v $command >/dev/null || refuse "$command is missing (util-linux, iproute2)"
    done
    map=()
    [ "$(id -u)" = 0 ] || map=(--map-root-user)
    unshare "${map[@]}" --net true 2>/dev/null || refuse "no network namespaces are allowed here"
    "$quoll" --version >/dev/null # builds it where needed
    QUOLL_LAB_INSIDE=1 exec unshare "${map[@]}" --net "$0" "$@"
fi

# From here on this process is in the client's network.
started=
stop() {
    # shellcheck disable=SC2086 # a list of process ids
    [ -z "$started" ] || kill $started 2>/dev/null || true
    wait || true
    rm -f "$served/body" "$got/body"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

served=$logs/served got=$logs/got
rm -rf "$served" "$got"
mkdir -p "$served" "$got"
head -c $((megabytes * 1000000)) /dev/urandom >"$served/body"

# A child that ends with this script, were it killed.
background() { # COMMAND...
    setpriv --pdeathsig KILL "$@" &
    started="$started $!"
}

background unshare --net sleep infinity
server_network=$!
until [ "$(readlink "/proc/$server_network/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do
    sleep 0.01
done
at_server() {
    nsenter --net --target "$server_network" "$@"
}

# Whoever forwards nothing may take from any line what is for it.
echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter
ip link set lo up
at_server ip link set lo up
for line in 0 1; do
    ip link add name "client$line" type veth peer name "server$line"
    ip link set "server$line" netns "$server_network"
    echo 0 >"/proc/sys/net/ipv4/conf/client$line/rp_filter"
    ip address add "10.99.$line.2/24" dev "client$line"
    ip link set "client$line" up
    at_server ip address add "10.99.$line.1/24" dev "server$line"
    at_server ip link set "server$line" up
    at_server tc qdisc add dev "server$line" root tbf rate "${rates[line]}mbit" burst 64kb \
        latency 50ms 2>"$logs/tc" || refuse "this kernel cannot limit rates: $(cat "$logs/tc")"
done
# What leaves from the second address takes the second line, also to the server's first address.
ip rule add from 10.99.1.2 table 99
ip route add default via 10.99.1.1 dev client1 table 99

background nsenter --net --target "$server_network" "$quoll" serve "$served" \
    --listen 10.99.0.1:4433 >"$logs/server" 2>&1
for _ in $(seq 200); do
    grep -q '^serving' "$logs/server" && break
    sleep 0.1
done

arrived() { # LINE
    sed -n "s/^ *client$1: *\([0-9]*\).*/\1/p" /proc/net/dev
}
both() {
    echo $(($(arrived 0) + $(arrived 1)))
}
show() { # WHAT
    printf '%-28s line 0 %11s bytes   line 1 %11s bytes\n' "$1" "$(($(arrived 0) - was[0]))" \
        "$(($(arrived 1) - was[1]))"
    moved=($(($(arrived 0) - was[0])) $(($(arrived 1) - was[1])))
    was=("$(arrived 0)" "$(arrived 1)")
}
wrong=0
must() { # WORDS TEST...
    words=$1
    shift
    [ "$@" ] || {
        echo "WRONG: $words"
        wrong=1
    }
}
# Waits until the share of the file has arrived, or the client has ended.
until_arrived() { # PERCENT
    until [ "$(both)" -ge $((megabytes * 10000 * $1)) ] || ! kill -0 "$client" 2>/dev/null; do
        sleep 0.02
    done
}

was=("$(arrived 0)" "$(arrived 1)")
background "$quoll" get --insecure --json --path 10.99.1.2 -o "$got" https://10.99.0.1:4433/body \
    >"$logs/client" 2>"$logs/client.errors"
client=$!
until_arrived 30
show "both lines:"
must "both lines carry data at first" "${moved[0]}" -gt 1000000 -a "${moved[1]}" -gt 1000000
ip link set client0 down
until_arrived 55
show "line 0 is cut:"
must "the file goes on over line 1" "${moved[1]}" -gt $((megabytes * 100000))
ip link set client0 up
status=0
wait "$client" || status=$?
show "line 0 is back:"
must "line 0 carries data again" "${moved[0]}" -gt 1000000

cat "$logs/client" "$logs/client.errors"
must "the client ends with 0" "$status" = 0
want=$(sha256sum <"$served/body" | cut -d' ' -f1)
has=$(sha256sum <"$got/body" | cut -d' ' -f1)
must "the SHA-256 is that of the file: $want" "$has" = "$want"
silence=$(sed -n 's/.*"longestPauseMillis":\([0-9]*\).*/\1/p' "$logs/client")
echo "SHA-256 $has, longest pause ${silence:-unknown} ms"
must "no pause is over $most_silence ms" "${silence:-999999}" -le $most_silence
[ $wrong = 1 ] || echo "all is right"
exit $wrong
