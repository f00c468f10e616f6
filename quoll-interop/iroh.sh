#!/bin/sh
# Runs Quoll against iroh in both roles, raw public keys on both sides, and prints a table:
#   iroh.sh [CASE...]
# Ends with 0 if every trial passed. iroh comes from npm and is kept as the other peers are.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
cache=${QUOLL_INTEROP_CACHE:-$here/target/peers}/iroh

need() { # COMMAND WHAT-TO-DO
    command -v "$1" >/dev/null || {
        echo "interop: $1 is missing: $2" >&2
        exit 1
    }
}

need npm "install Node.js 20 or newer"
need unshare "this runs on Linux alone, install util-linux"
need ip "install iproute2"
"$here/../quoll" --version >/dev/null # builds it where needed

mkdir -p "$cache"
if ! cmp -s "$here/peers/iroh/package.json" "$cache/package.json"; then
    echo "interop: installing iroh ..." >&2
    rm -f "$cache/package.json"
    npm install --prefix "$cache" --no-save --no-audit --no-fund --loglevel=error \
        "$(sed -n 's/.*"\(@[^"]*\)": "\(.*\)".*/\1@\2/p' "$here/peers/iroh/package.json")" >&2
    cp "$here/peers/iroh/package.json" "$cache/"
fi
cp "$here"/peers/iroh/*.js "$cache/"

# iroh asks routers for ports, by multicast, and its npm package has no switch for that. In a network
# that has nothing but a loopback interface nobody is there to hear it.
if [ "$(id -u)" = 0 ]; then map=; else map=--map-root-user; fi
# shellcheck disable=SC2016,SC2086 # the inner shell's arguments; no option is no word
exec unshare $map --net sh -c 'ip link set lo up && exec "$@"' sh \
    node --no-deprecation "$cache/trials.js" "$here/../quoll" "$@"
