#!/bin/bash
# Two homes behind translators of addresses find a direct path to each other: networks of their own
# (namespaces) with routers of nftables and a relay, see nat-networks.sh.
#   nat-lab.sh kinds [KIND...]       what each kind of router does, in the words of RFC 4787
#   nat-lab.sh matrix [KIND...]      `quoll punch` between homes of any two kinds, both ways round
#   nat-lab.sh transfer [MEGABYTES]  a file that starts over the relay, 50 MB unless said; its direct
#                                    path is found, cut and mended
#   nat-lab.sh stay [MEGABYTES]      a file between homes that have no direct path
#   nat-lab.sh short                 a little of each; some 30 s
#   nat-lab.sh all                   all of it; some 15 min
# Ends with 0 if all was as it must be, 1 if not, 77 if this machine does not allow such networks.
#
# The networks belong to processes of this script and go with them, however they end. Nothing is
# changed in the network of the machine. QUOLL names the command to test; ./quoll unless set.
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
logs=${QUOLL_LAB_LOGS:-$here/target/interop/nat-lab}
quoll=${QUOLL:-$here/../quoll}
patience=10       # seconds that peers look for a direct path before the relay has to do
most_silence=2000 # milliseconds without a byte, at most; some 400 where nothing else runs
home_rate=60      # Mbit/s of the line of each home
relay_rate=30     # and of the relay

refuse() {
    echo "nat-lab: skipped: $1" >&2
    exit 77
}

usage() {
    sed -n '2,/^# Ends/p' "$0" >&2
    exit 2
}

# Runs this script again where networks are its own. Its processes end with it.
enter_own_networks() {
    [ "$(uname)" = Linux ] || refuse "only Linux has network namespaces"
    for command in unshare setpriv ip tc nft; do
        command -v $command >/dev/null ||
            refuse "$command is missing (util-linux, iproute2, nftables)"
    done
    java_home=$("$here/../tools/find-jdk")
    local map=()
    [ "$(id -u)" = 0 ] || map=(--map-root-user)
    own=(unshare "${map[@]}" --net --mount --pid --fork --kill-child --mount-proc)
    "${own[@]}" sh -c 'mount -t tmpfs none /run && mkdir /run/netns && ip netns add any' \
        2>/dev/null || refuse "no network namespaces are allowed here"
    "${own[@]}" sh -c 'nft add table ip any && tc qdisc add dev lo root tbf rate 1mbit \
        burst 64kb latency 50ms' 2>/dev/null ||
        refuse "this kernel has no nftables or cannot limit rates"
    [ "$1" = kinds ] || "$quoll" --version >/dev/null # builds it where needed
    QUOLL_LAB_INSIDE=$java_home setpriv --pdeathsig KILL "${own[@]}" "$0" "$@" &
    trap 'kill -KILL $! 2>/dev/null || true; rm -rf "$logs"/{small,large,received}' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    local status=0
    wait $! || status=$?
    exit $status
}

[ $# -gt 0 ] || usage
[ -n "${QUOLL_LAB_INSIDE:-}" ] || enter_own_networks "$@"
java=$QUOLL_LAB_INSIDE/bin/java
mount -t tmpfs none /run
mkdir -p /run/netns "$logs"
# shellcheck source=quoll-interop/nat-networks.sh
. "$here/nat-networks.sh"

wrong=0
must() { # WORDS TEST...
    local words=$1
    shift
    [ "$@" ] || {
        echo "WRONG: $words"
        wrong=1
    }
}

await() { # WORDS FILE: until they are in it
    local _
    for _ in $(seq 1000); do
        ! grep -qs -- "$1" "$2" || return 0
        sleep 0.1
    done
    echo "nat-lab: no '$1' in $2" >&2
    exit 1
}

probe=("$java" "$here/src/main/java/dev/quoll/interop/nat/NatProbe.java")

# What it must do: mapping, filtering, and what becomes of the ports.
behaviour_of() { # KIND
    local free=endpoint-independent ports=address-and-port-dependent
    case $1 in
        none | cone) echo "$free $free preserved steady no-hairpin" ;;
        restricted) echo "$free address-dependent preserved steady no-hairpin" ;;
        firewall | plain) echo "$free $ports preserved steady no-hairpin" ;;
        unfiltered) echo "$free $ports preserved spoiled no-hairpin" ;;
        random | fully-random) echo "$ports $ports changed steady no-hairpin" ;;
        *) usage ;;
    esac
}

measure_kinds() { # KIND...
    at relay "${probe[@]}" outside "${probe_addresses[@]}" 4000 >"$logs/outside" &
    await answering "$logs/outside"
    printf '%-13s %-27s %-27s %-10s %-8s %s\n' kind mapping filtering ports order hairpin
    local kind seen
    for kind in "$@"; do
        make_home 1 "$kind" $home_rate
        seen=$(at homea "${probe[@]}" inside "${probe_addresses[@]}" 4000)
        # shellcheck disable=SC2086 # words
        printf '%-13s %-27s %-27s %-10s %-8s %s\n' "$kind" $seen
        must "$kind is $(behaviour_of "$kind")" "$seen" = "$(behaviour_of "$kind")"
    done
}

# Whether there is a direct path, by what RFC 4787 calls the routers of the two. One of them must be
# able to write to the other first: the other's port must be the same for everybody, and be open for
# the writer: to all, to the writer's address, or to the writer's port, which must then be known, too.
# Where a router is spoiled by who writes first, it is a matter of luck who does.
may_reach() { # MAPPING of the writer, MAPPING and FILTERING of the other
    local free=endpoint-independent
    [ "$2" = $free ] && { [ "$3" != address-and-port-dependent ] || [ "$1" = $free ]; }
}
may_meet() { # MAPPING and FILTERING of one, the same of the other
    may_reach "$1" "$3" "$4" || may_reach "$3" "$1" "$2"
}
theory() { # KIND KIND: yes, no or either
    local ports=address-and-port-dependent
    local mapping filtering order other_mapping other_filtering other_order
    read -r mapping filtering _ order _ <<<"$(behaviour_of "$1")"
    read -r other_mapping other_filtering _ other_order _ <<<"$(behaviour_of "$2")"
    may_meet "$mapping" "$filtering" "$other_mapping" "$other_filtering" || {
        echo no
        return
    }
    [ "$order" = steady ] || mapping=$ports
    [ "$other_order" = steady ] || other_mapping=$ports
    may_meet "$mapping" "$filtering" "$other_mapping" "$other_filtering" && echo yes || echo either
}

value() { # NAME FILE EVENT
    grep "\"event\":\"$3\"" "$2" | sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p"
}

start_relay() {
    at relay "$quoll" relay --listen $relay_address:4433 --json >"$logs/relay" 2>&1 &
    await '"event":"listening"' "$logs/relay"
    relay=$relay_address:4433#$(value key "$logs/relay" listening)
}

punch() { # 1 or 2, LOG OPTION...
    local log=$2
    at "home${letters[$1]}" "$quoll" punch --relay "$relay" --json "${@:3}" \
        >"$log" 2>"$log.errors"
}

# Starts both sides, the server in home 1. They are done when both of these are.
start_pair() { # LOGS
    rm -rf "$1"
    mkdir -p "$1"
    punch 1 "$1/server" "${server_options[@]}" &
    server=$!
    await '"event":"registered"' "$1/server"
    punch 2 "$1/client" --peer "$(value key "$1/server" registered)" "${client_options[@]}" &
    client=$!
}

end_pair() {
    client_status=0
    wait $client || client_status=$?
    wait $server || true
}

random_file() { # FILE BYTES
    head -c "$2" /dev/urandom >"$1"
    sha256sum "$1" | cut -d' ' -f1
}

try_pair() { # KIND of the client, KIND of the server
    local log=$logs/$1-$2 has found expected
    make_home 1 "$2" $home_rate
    make_home 2 "$1" $home_rate
    connect_homes
    start_pair "$log"
    end_pair
    expected=$(theory "$1" "$2")
    found=$(value secondsToDirect "$log/client" "done")
    case $client_status,$expected,$found in
        0,yes,[0-9]*) cell=$(printf '%.2f s' "$found") ;;
        0,either,[0-9]*) cell=$(printf '(%.2f s)' "$found") ;;
        1,no,null) cell=relay ;;
        1,either,null) cell='(relay)' ;;
        *)
            cell="WRONG ${found:-?}"
            must "$1 to $2: direct path $expected, see $log" no = "$expected,$client_status"
            ;;
    esac
    has=$(grep -o '"sha256":"[0-9a-f]*"' "$log/server" | tail -n 1)
    must "$1 to $2: the file arrives, see $log" "$has" = "\"sha256\":\"$small_sum\""
}

# A file of a megabyte in each cell: it arrives in any case.
matrix() { # KIND...
    small_sum=$(random_file "$logs/small" 1000000)
    server_options=(--require-direct "$patience")
    client_options=(--require-direct "$patience" --send "$logs/small")
    printf '%-13s' 'client \ server'
    printf ' %-12s' "$@"
    echo
    local client_kind server_kind
    for client_kind in "$@"; do
        printf '%-15s' "$client_kind"
        for server_kind in "$@"; do
            try_pair "$client_kind" "$server_kind"
            printf ' %-12s' "$cell"
        done
        echo
    done
    rm -f "$logs/small"
}

carried() { # NETWORK NAME rx|tx: bytes
    at "$1" cat "/sys/class/net/$2/statistics/$3_bytes"
}

arrived() {
    carried homea lan rx
}

over_relay() {
    carried relay wan tx
}

until_arrived() { # PERCENT
    until [ "$(arrived)" -ge $((megabytes * 10000 * $1)) ] || ! kill -0 $client 2>/dev/null; do
        sleep 0.02
    done
}

show() { # WHAT
    local all over
    all=$(arrived) over=$(over_relay)
    moved_over=$((over - was_over)) moved_direct=$((all - was_all - over + was_over))
    printf '%-34s over the relay %9s bytes   directly %9s bytes\n' "$1" $moved_over \
        $((moved_direct > 0 ? moved_direct : 0))
    was_all=$all was_over=$over
}

prepare_transfer() { # KIND KIND
    make_home 1 "$2" $home_rate
    make_home 2 "$1" $home_rate
    connect_homes
    large_sum=$(random_file "$logs/large" $((megabytes * 1000000)))
    rm -rf "$logs/received"
    mkdir -p "$logs/received"
    server_options=(--receive "$logs/received")
    client_options=(--send "$logs/large")
    was_all=0 was_over=$(over_relay)
}

check_transfer() {
    local has pause
    has=$(sha256sum <"$logs/received/large" | cut -d' ' -f1)
    pause=$(value longestPauseMillis "$1/server" "done")
    echo "SHA-256 $has, longest pause ${pause:-unknown} ms"
    must "the client ends with 0" $client_status = 0
    must "the SHA-256 is that of the file: $large_sum" "$has" = "$large_sum"
    must "no pause is over $most_silence ms" "${pause:-999999}" -le $most_silence
    rm -rf "$logs/large" "$logs/received"
}

transfer() { # MEGABYTES
    megabytes=$1
    prepare_transfer plain plain
    start_pair "$logs/transfer"
    await '"event":"path".*"way":"direct"' "$logs/transfer/client"
    show "until a direct path is found:"
    must "the file begins over the relay" $moved_over -gt 30000
    until_arrived 35
    show "with a direct path:"
    must "the file moves to the direct path" $moved_direct -gt $((megabytes * 100000))
    cut_direct 2
    until_arrived 55
    show "the direct path is cut:"
    must "the file goes on over the relay" $moved_over -gt $((megabytes * 100000))
    mend_direct 2
    end_pair
    show "the direct path is mended:"
    must "the file moves to the direct path again" $moved_direct -gt $((megabytes * 50000))
    check_transfer "$logs/transfer"
}

stay() { # MEGABYTES
    megabytes=$1
    prepare_transfer fully-random fully-random
    start_pair "$logs/stay"
    end_pair
    show "without a direct path:"
    must "there is no direct path" "$(value direct "$logs/stay/client" "done")" = false
    check_transfer "$logs/stay"
}

make_internet $relay_rate
what=$1
shift
[ "$what" = kinds ] || start_relay
case $what in
    kinds | matrix) [ $# -gt 0 ] || set -- "${kinds[@]}" ;;
esac
case $what in
    kinds) measure_kinds "$@" ;;
    matrix) matrix "$@" ;;
    transfer) transfer "${1:-50}" ;;
    stay) stay "${1:-50}" ;;
    short)
        matrix plain
        transfer 30
        ;;
    all)
        measure_kinds "${kinds[@]}"
        matrix "${kinds[@]}"
        transfer 50
        stay 50
        ;;
    *) usage ;;
esac
[ $wrong = 1 ] || echo "all is as it must be"
exit $wrong
