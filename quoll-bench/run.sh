#!/bin/sh
# Measures Quoll on this machine; see docs/benchmarks.md.
#   run.sh handshakes [ROUNDS]   the tables of handshakes
#   run.sh jmh [OPTION...]       any benchmark, with the options of JMH (-h lists them)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=quoll-bench/classes.sh
. "$here/classes.sh"

case ${1:-} in
    handshakes) main=dev.quoll.bench.HandshakeTable ;;
    jmh) main=org.openjdk.jmh.Main ;;
    *)
        sed -n 's/^#  *//p' "$0" >&2
        exit 2
        ;;
esac
shift

exec "$java_home/bin/java" -cp "$target/classes:$target/lib/*" "$main" "$@"
