# What the scripts against ngtcp2 have in common; they read it and set `here`, `logs` and `patience`
# (tenths of a second) before. ngtcp2 comes as Debian's packages ngtcp2-client and ngtcp2-server.
# shellcheck shell=bash disable=SC2154

certificates=$here/target/certificates
quoll=$here/../quoll
failed=0

for program in gtlsclient gtlsserver; do
    if ! command -v "$program" >/dev/null; then
        [ "$(id -u)" = 0 ] || {
            echo "interop: $program is missing: apt install ngtcp2-client ngtcp2-server" >&2
            exit 1
        }
        apt-get -qq update
        apt-get -qq -y --no-install-recommends install ngtcp2-client ngtcp2-server >/dev/null
    fi
done
"$here/certs.sh" "$certificates"
"$quoll" --version >/dev/null # builds it where needed
mkdir -p "$logs"

started=
stop() {
    # shellcheck disable=SC2086 # one number each
    [ -z "$started" ] || kill $started 2>/dev/null || true
    started=
}
trap stop EXIT

# Waits until FILE has a line that matches PATTERN.
await() { # FILE PATTERN
    for _ in $(seq "$patience"); do
        grep -qE "$2" "$1" 2>/dev/null && return
        sleep 0.1
    done
    return 1
}

free_port() {
    while :; do
        port=$((20000 + RANDOM))
        ss -Huln "sport = :$port" 2>/dev/null | grep -q . || break
    done
}

# Starts ngtcp2's server on FOLDER; LEAF is a name of certs.sh.
gtls_server() { # NAME FOLDER LEAF OPTIONS...
    name=$1 folder=$2 leaf=$3
    shift 3
    free_port
    gtlsserver -d "$folder" --no-quic-dump --no-http-dump "$@" 127.0.0.1 "$port" \
        "$certificates/$leaf.key" "$certificates/$leaf.pem" >"$logs/$name.server" 2>&1 &
    started="$started $!"
    await "$logs/$name.server" 'document root'
    sleep 0.3
}
