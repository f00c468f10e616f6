#!/bin/bash
# Fetches files by HTTP/3 between Quoll and ngtcp2 (Debian's packages ngtcp2-client and
# ngtcp2-server), both ways, and prints a table. See README.md.
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
logs=$here/target/interop/http3
patience=100 # tenths of a second

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

theirs() { # NAME OPTIONS...
    name=$1
    shift
    gtls_server "$name" "$served" p256 "$@"
}

ours() { # NAME OPTIONS...
    name=$1
    shift
    rm -f "$logs/$name.server"
    "$quoll" serve "$served" --listen 127.0.0.1:0 --cert "$certificates/p256.pem" \
        --key "$certificates/p256.key" "$@" >"$logs/$name.server" 2>&1 &
    started="$started $!"
    await "$logs/$name.server" 'serving .* on'
    port=$(sed -n 's/.* on 127.0.0.1:\([0-9]*\)$/\1/p' "$logs/$name.server")
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
    "$quoll" get --http3 --ca "$certificates/ca.pem" --json -o "$got" $(urls "$@") \
        ${options:-} >>"$logs/$name.client" 2>&1
}

# Fetches FILEs with ngtcp2's client into a new folder.
to_ours() { # NAME FILE...
    name=$1
    shift
    got=$logs/$name.got
    rm -rf "$got"
    mkdir -p "$got"
    # shellcheck disable=SC2046,SC2086 # URLs and options have no blanks
    timeout 60 gtlsclient -q --no-quic-dump --no-http-dump --exit-on-all-streams-close \
        --download="$got" ${options:-} 127.0.0.1 "$port" $(urls "$@") \
        >>"$logs/$name.client" 2>&1
}

# Whether the FILEs came as they are.
equal() { # FILE...
    for file in "$@"; do
        cmp -s "$served/$file" "$got/$file" || return 1
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

rm -f "$logs"/*.client
[ $# -gt 0 ] || set -- directory missing retry early
for case in "$@"; do
    for role in client server; do
        options=
        report "$role" "$case" "$case" "$role"
    done
done
echo "$failed failed"
[ "$failed" = 0 ]
