#!/bin/sh
# Measures Quoll on this machine; see docs/benchmarks.md.
#   run.sh handshakes [ROUNDS]   the tables of handshakes
#   run.sh jmh [OPTION...]       any benchmark, with the options of JMH (-h lists them)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=$here/..
target=$here/target
java_home=$("$root/tools/find-jdk")

case ${1:-} in
    handshakes) main=dev.quoll.bench.HandshakeTable ;;
    jmh) main=org.openjdk.jmh.Main ;;
    *)
        sed -n 's/^#  *//p' "$0" >&2
        exit 2
        ;;
esac
shift

if [ ! -f "$target/run.built" ] || [ -n "$(find "$root"/pom.xml "$root"/quoll-*/pom.xml \
    "$root"/quoll-core/src/main "$root"/quoll-tls/src/main "$here/src/main" \
    -newer "$target/run.built" | head -n 1)" ]; then
    (cd "$root" && mvn -B -q -pl quoll-bench -am -Dmaven.test.skip=true package) >&2
    touch "$target/run.built"
fi
exec "$java_home/bin/java" -cp "$target/classes:$target/lib/*" "$main" "$@"
