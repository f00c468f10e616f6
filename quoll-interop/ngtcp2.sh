#!/bin/bash
# Runs Quoll against ngtcp2 with GnuTLS (Debian's packages ngtcp2-client and ngtcp2-server), whose
# programs speak HTTP/3 alone: what is done and judged is the handshake. See README.md.
#   ngtcp2.sh [CASE...]
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
logs=$here/target/interop/ngtcp2
p384='--groups=-GROUP-ALL:+GROUP-X25519:+GROUP-SECP384R1'
chacha=TLS_CHACHA20_POLY1305_SHA256
patience=100 # tenths of a second

# shellcheck source=quoll-interop/gtls.sh
. "$here/gtls.sh"
mkdir -p "$logs/htdocs"

theirs() { # NAME LEAF OPTIONS...
    name=$1 leaf=$2
    shift 2
    gtls_server "$name" "$logs/htdocs" "$leaf" "$@"
}

# Runs our client on a handshake with it; prints what it reports.
to_theirs() { # NAME CA OPTIONS...
    name=$1 ca=$2
    shift 2
    "$quoll" perf client "127.0.0.1:$port" --server-name localhost --ca "$certificates/$ca.pem" \
        --alpn h3 --mode handshake --json "$@" 2>"$logs/$name.err" | tee "$logs/$name.client" ||
        true
}

ours() { # NAME LEAF OPTIONS...
    name=$1 leaf=$2
    shift 2
    "$quoll" perf server --listen 127.0.0.1:0 --alpn h3 --json \
        --cert "$certificates/$leaf.pem" --key "$certificates/$leaf.key" "$@" \
        >"$logs/$name.server" 2>&1 &
    started="$started $!"
    await "$logs/$name.server" listening
    port=$(sed -n 's/.*127.0.0.1:\([0-9]*\)".*/\1/p' "$logs/$name.server")
}

# Runs ngtcp2's client until the handshake is confirmed, then asks it to end. It sends early data
# only if it has a REQUEST, which our side cannot answer.
to_ours() { # NAME OPTIONS...
    name=$1
    shift
    ended=$(grep -c '"closed"' "$logs/$name.server" || true)
    # shellcheck disable=SC2086 # there may be no request
    gtlsclient --no-quic-dump --no-http-dump "$@" 127.0.0.1 "$port" ${request:-} \
        >"$logs/$name.client" 2>&1 &
    client=$!
    await "$logs/$name.client" 'handshake has been confirmed|CONNECTION_CLOSE' || true
    sleep 0.5
    kill -INT $client 2>/dev/null || true
    wait $client || true
    for _ in $(seq $patience); do
        [ "$(grep -c '"closed"' "$logs/$name.server")" = "$ended" ] || return 0
        sleep 0.1
    done
}

# Prints a line of the table: passed if FILE has every PATTERN.
judge() { # ROLE CASE FILE PATTERN...
    line="$1 $2"
    file=$3
    shift 3
    verdict=passed
    for pattern in "$@"; do
        grep -qE "$pattern" "$file" || verdict="FAILED: no $pattern in $file"
    done
    [ "$verdict" = passed ] || failed=$((failed + 1))
    printf '%-32s %s\n' "$line" "$verdict"
    stop
}

client_case() { # CASE
    name=client-$1
    out=$logs/$name.client
    rm -f "$logs/sessions"
    case $1 in
        handshake) theirs "$name" p256 && to_theirs "$name" ca ;;
        handshake-rsa) theirs "$name" rsa && to_theirs "$name" ca ;;
        chain-*) theirs "$name" "${1#chain-}-chain" && to_theirs "$name" "${1#chain-}-ca" ;;
        cert-refused) theirs "$name" p256 && to_theirs "$name" wrong-ca ;;
        chacha20) theirs "$name" p256 && to_theirs "$name" ca --cipher $chacha ;;
        hrr-p384) theirs "$name" p256 '--groups=-GROUP-ALL:+GROUP-SECP384R1' &&
            to_theirs "$name" ca ;;
        client-auth) theirs "$name" p256 --verify-client &&
            to_theirs "$name" ca --client-cert "$certificates/client.pem" \
                --client-key "$certificates/client.key" ;;
        resumption) theirs "$name" p256 && to_theirs "$name" ca --session "$logs/sessions" &&
            to_theirs "$name" ca --session "$logs/sessions" ;;
        0rtt) theirs "$name" p256 && to_theirs "$name" ca --session "$logs/sessions" &&
            to_theirs "$name" ca --session "$logs/sessions" --early ;;
    esac >/dev/null
    case $1 in
        cert-refused) judge client "$1" "$out" '"ok":false' LocalTransportError ;;
        chacha20) judge client "$1" "$out" '"ok":true' $chacha ;;
        hrr-p384) judge client "$1" "$out" '"ok":true' '"group":"secp384r1"' ;;
        resumption) judge client "$1" "$out" '"ok":true' '"resumed":true' ;;
        0rtt) judge client "$1" "$out" '"ok":true' '"resumed":true' '"early":"accepted"' ;;
        *) judge client "$1" "$out" '"ok":true' '"resumed":false' ;;
    esac
}

server_case() { # CASE
    name=server-$1
    out=$logs/$name.server
    rm -f "$logs/session" "$logs/parameters"
    saved="--session-file=$logs/session --tp-file=$logs/parameters"
    # shellcheck disable=SC2086 # saved is two options
    case $1 in
        handshake) ours "$name" p256 && to_ours "$name" ;;
        handshake-rsa) ours "$name" rsa && to_ours "$name" ;;
        chain-*) ours "$name" "${1#chain-}-chain" && to_ours "$name" ;;
        chacha20) ours "$name" p256 --cipher $chacha && to_ours "$name" ;;
        hrr-p384) ours "$name" p256 --groups secp384r1 && to_ours "$name" "$p384" ;;
        client-auth) ours "$name" p256 --client-ca "$certificates/ca.pem" &&
            to_ours "$name" "--cert=$certificates/client.pem" "--key=$certificates/client.key" ;;
        client-auth-absent) ours "$name" p256 --client-ca "$certificates/ca.pem" &&
            to_ours "$name" ;;
        resumption) ours "$name" p256 && to_ours "$name" $saved && to_ours "$name" $saved ;;
        0rtt) ours "$name" p256 --early && to_ours "$name" $saved &&
            request="https://localhost:$port/" to_ours "$name" $saved ;;
    esac
    sleep 0.5
    closed='"event":"closed"'
    case $1 in
        client-auth) shown=$(openssl x509 -in "$certificates/client.pem" -outform DER |
            sha256sum | cut -d ' ' -f 1)
            judge server "$1" "$out" "$closed" "\"client\":\"$shown\"" ;;
        client-auth-absent) judge server "$1" "$out" LocalTransportError '"code":372' ;;
        chacha20) judge server "$1" "$out" "$closed" $chacha ;;
        hrr-p384) judge server "$1" "$out" "$closed" '"group":"secp384r1"' ;;
        resumption) judge server "$1" "$out" "$closed" '"resumed":true' ;;
        0rtt) judge server "$1" "$out" "$closed" '"resumed":true' '"early":"accepted"' ;;
        *) judge server "$1" "$out" "$closed" '"group":"x25519"' ;;
    esac
}

cases=${*:-handshake handshake-rsa chain-ecdsa chain-rsa chain-ed25519 cert-refused chacha20 \
    hrr-p384 client-auth client-auth-absent resumption 0rtt}
for case in $cases; do
    [ "$case" = client-auth-absent ] || client_case "$case"
    [ "$case" = cert-refused ] || server_case "$case"
done
echo "$failed failed"
[ "$failed" = 0 ]
