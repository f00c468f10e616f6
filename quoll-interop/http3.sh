#!/bin/bash
# Fetches files by HTTP/3 between Quoll and ngtcp2 (Debian's packages ngtcp2-client and
# ngtcp2-server), both ways, and prints a table. See README.md.
#   http3.sh [CASE...]
#   http3.sh --network [CASE...]      over the networks of the table's cases
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
logs=$here/target/interop/http3
patience=100 # tenths of a second
network=
[ "${1:-}" != --network ] || {
    network=1
    shift
}

# shellcheck source=quoll-interop/gtls.sh
. "$here/gtls.sh"

# A folder of 40 files: one empty, one of a byte, one of 10 MB, the others small.
served=$logs/served
if [ ! -f "$served/10m.bin" ]; then
    mkdir -p "$served"
    : >"$served/empty.txt"
    printf x >"$served/one.txt"
    for i in $(seq 37); do
        head -c $((i * 1000)) /dev/urandom >"$served/small$i.bin"
    done
    head -c 10000000 /dev/urandom >"$served/10m.bin"
fi
names=$(cd "$served" && ls)

# What the cases over networks carry. A name that is a number would mean so many bytes of its own to
# ngtcp2's server.
bulk=$logs/bulk
mkdir -p "$bulk/many"
for length in 1k 2m 3m 5m 10m; do
    [ -f "$bulk/$length.bin" ] ||
        head -c "$(echo $length | sed 's/k/000/; s/m/000000/')" /dev/urandom >"$bulk/$length.bin"
done
for i in $(seq 200); do
    head -c 32 /dev/urandom >"$bulk/many/$i.bin"
done
folder=$served
[ -z "$network" ] || {
    folder=$bulk
    "$here/relay.sh" --help >/dev/null # compiles it where needed, before anybody waits for it
}

theirs() { # NAME OPTIONS...
    name=$1
    shift
    gtls_server "$name" "$folder" "${leaf:-p256}" --handshake-timeout=60s "$@"
    through
}

ours() { # NAME OPTIONS...
    name=$1
    shift
    rm -f "$logs/$name.server"
    "$quoll" serve "$folder" --listen "${listen:-127.0.0.1:0}" --connect-timeout 60 \
        --cert "$certificates/${leaf:-p256}.pem" --key "$certificates/${leaf:-p256}.key" \
        "$@" >"$logs/$name.server" 2>&1 &
    started="$started $!"
    await "$logs/$name.server" 'serving .* on'
    port=$(sed -n 's/.* on [0-9.]*:\([0-9]*\)$/\1/p' "$logs/$name.server")
    [ -z "$warm" ] || to_ours "$name" 1k.bin # past the relay
    through
}

# Puts the network of the case LINK, if any, before the server; the port is the relay's then.
relay=
through() {
    [ -n "${link:-}" ] || return 0
    rm -f "$logs/$name.relay"
    "$here/relay.sh" "$link" "127.0.0.1:$port" >"$logs/$name.relay" 2>&1 &
    relay=$!
    await "$logs/$name.relay" '^127.0.0.1:'
    port=$(sed -n 's/^127.0.0.1:\([0-9]*\)$/\1/p' "$logs/$name.relay")
}

# Ends the relay, which then tells what it saw.
end_relay() {
    kill "$relay"
    wait "$relay" || true
    relay=
}

urls() { # FILE...
    for file in "$@"; do
        echo "https://localhost:$port/$file"
    done
}

# Fetches FILEs with our client into a new folder.
to_theirs() { # NAME FILE...
    name=$1
    shift
    got=$logs/$name.got
    rm -rf "$got"
    # shellcheck disable=SC2046,SC2086 # URLs and options have no blanks
    "$quoll" get --http3 --ca "$certificates/${root:-ca}.pem" --json --connect-timeout 60 \
        -o "$got" $(urls "$@") ${options:-} >>"$logs/$name.client" 2>&1
}

# Fetches FILEs with ngtcp2's client into a new folder.
to_ours() { # NAME FILE...
    name=$1
    shift
    got=$logs/$name.got
    rm -rf "$got"
    mkdir -p "$got"
    # shellcheck disable=SC2046,SC2086 # URLs and options have no blanks
    timeout 90 gtlsclient -q --handshake-timeout=60s --no-quic-dump --no-http-dump --exit-on-all-streams-close \
        --download="$got" ${options:-} 127.0.0.1 "$port" $(urls "$@") \
        >>"$logs/$name.client" 2>&1
}

# Whether the FILEs came as they are.
equal() { # FILE...
    for file in "$@"; do
        cmp -s "$folder/$file" "$got/${file##*/}" || return 1
    done
}

report() { # ROLE CASE COMMAND...
    line="$1 $2"
    shift 2
    if "$@"; then
        printf '%-24s passed\n' "$line"
    else
        printf '%-24s FAILED, see %s\n' "$line" "$logs/$name.*"
        failed=$((failed + 1))
    fi
    [ -z "$relay" ] || end_relay
    stop
}

says() { # FILE PATTERN
    grep -qE "$2" "$logs/$1"
}

directory() { # ROLE
    # shellcheck disable=SC2086 # names have no blanks
    if [ "$1" = client ]; then
        full=$(echo "$names" | grep -vx empty.txt) # gtlsserver answers 404 for an empty file
        theirs client-directory && to_theirs client-directory $full && equal $full
    else
        ours server-directory && to_ours server-directory $names && equal $names
    fi
}

retry() { # ROLE
    if [ "$1" = client ]; then
        theirs client-retry -V && to_theirs client-retry 10m.bin && equal 10m.bin
    else
        ours server-retry --retry && to_ours server-retry 10m.bin && equal 10m.bin
    fi
}

missing() { # ROLE
    if [ "$1" = client ]; then
        theirs client-missing || return 1
        ! to_theirs client-missing nothing one.txt && equal one.txt &&
            says client-missing.client '"code":404'
    else
        ours server-missing && to_ours server-missing nothing one.txt && equal one.txt &&
            says server-missing.server '/nothing refused with code 404'
    fi
}

early() { # ROLE
    rm -f "$logs"/session* "$logs/parameters"
    if [ "$1" = client ]; then
        options="--session $logs/session --early"
        theirs client-0rtt && to_theirs client-0rtt one.txt &&
            to_theirs client-0rtt small1.bin && equal small1.bin &&
            says client-0rtt.client '"early":"accepted"'
    else
        options="--session-file=$logs/session --tp-file=$logs/parameters"
        ours server-0rtt --early && to_ours server-0rtt one.txt &&
            to_ours server-0rtt small1.bin && equal small1.bin
    fi
}

# Fetches FILEs over the network of LINK.
fetch() { # ROLE LINK FILE...
    role=$1 link=$2
    shift 2
    name=$role-$link
    if [ "$role" = client ]; then
        # shellcheck disable=SC2086 # options have no blanks
        theirs "$name" ${serving:-} && to_theirs "$name" "$@" && equal "$@"
    else
        # shellcheck disable=SC2086
        ours "$name" ${serving:-} && to_ours "$name" "$@" && equal "$@"
    fi
}

# As `fetch`; the relay must tell of PATTERN besides.
fetch_seeing() { # PATTERN ROLE LINK FILE...
    pattern=$1
    shift
    fetch "$@" || return 1
    end_relay
    says "$name.relay" "$pattern"
}

# Fetches a file by ten connections, one after another.
fetch_often() { # PATTERN ROLE LINK
    pattern=$1
    shift
    fetch "$@" 1k.bin || return 1
    for _ in $(seq 9); do
        if [ "$role" = client ]; then
            to_theirs "$name" 1k.bin && equal 1k.bin || return 1
        else
            to_ours "$name" 1k.bin && equal 1k.bin || return 1
        fi
    done
    end_relay
    says "$name.relay" "$pattern"
}

# Fetches a file from a server that prefers another address, which the relay does not lead to: it
# sees a few packets of the server, where the file needs 1,400.
preferring() { # ROLE
    free_port
    if [ "$1" = client ]; then
        serving=--preferred-ipv4-addr=127.0.0.2:$port
    else
        listen=0.0.0.0:$port
        serving="--preferred-address 127.0.0.2:$port"
    fi
    fetch_seeing 'fromServer=\{[^}]*ONE_RTT=[0-9]{1,2}[,}]' "$1" net_transfer 2m.bin
}

lost='dropped=[1-9]'
damaged='corrupted=[1-9]'

over_network() { # CASE ROLE
    # shellcheck disable=SC2046 # numbers
    case $1 in
        net-handshake) fetch "$2" net_handshake 1k.bin ;;
        net-transfer) fetch "$2" net_transfer 2m.bin 3m.bin 5m.bin ;;
        longrtt) fetch_seeing 'initialsBeforeAnswer=([2-9]|1[0-9])' "$2" long_rtt 1k.bin ;;
        multiplexing) fetch "$2" multiplexing $(seq -f 'many/%g.bin' 200) ;;
        retry)
            serving=-V
            [ "$2" = client ] || serving=--retry
            fetch_seeing 'RETRY=[1-9]' "$2" retry 1k.bin
            ;;
        keyupdate)
            options=--key-update=500ms
            fetch "$2" key_update 3m.bin
            ;;
        blackhole) fetch_seeing "$lost" "$2" blackhole 10m.bin ;;
        amplificationlimit)
            leaf=long-chain root=long-ca warm=1 # see README.md
            fetch_seeing "$lost" "$2" amplification 5m.bin
            ;;
        handshakeloss) fetch_often "$lost" "$2" handshake_loss ;;
        handshakecorruption) fetch_often "$damaged" "$2" handshake_corruption ;;
        transferloss) fetch_seeing "$lost" "$2" transfer_loss 2m.bin ;;
        transfercorruption) fetch_seeing "$damaged" "$2" transfer_corruption 2m.bin ;;
        reordering) fetch "$2" reordering 2m.bin ;;
        rebind-port) fetch_seeing 'rebindings=[1-9]' "$2" rebind_port 10m.bin ;;
        rebind-addr) fetch_seeing 'rebindings=[1-9]' "$2" rebind_address 10m.bin ;;
        connectionmigration)
            options=--change-local-addr=500ms
            fetch "$2" migration 2m.bin
            ;;
        preferred-address) preferring "$2" ;;
        goodput)
            began=$(date +%s%N)
            fetch "$2" goodput 10m.bin || return 1
            echo "$(((10000000 * 8 * 1000000) / ($(date +%s%N) - began))) kbit/s, with all starts"
            ;;
    esac
}

# Whether ngtcp2's programs, or ours, have what the case needs of them in our ROLE.
is_possible() { # CASE ROLE
    case $1-$2 in
        keyupdate-client | connectionmigration-client) return 1 ;; # `quoll get` is not told to
    esac
}

rm -f "$logs"/*.client
if [ $# -eq 0 ] && [ -n "$network" ]; then
    set -- net-handshake net-transfer longrtt multiplexing retry keyupdate blackhole \
        amplificationlimit handshakeloss handshakecorruption transferloss transfercorruption \
        reordering rebind-port rebind-addr connectionmigration preferred-address goodput
elif [ $# -eq 0 ]; then
    set -- directory missing retry early
fi
for case in "$@"; do
    for role in client server; do
        options='' link='' leaf='' root='' serving='' listen='' warm=''
        if [ -z "$network" ]; then
            report "$role" "$case" "$case" "$role"
        elif is_possible "$case" "$role"; then
            report "$role" "$case" over_network "$case" "$role"
        fi
    done
done
echo "$failed failed"
[ "$failed" = 0 ]
