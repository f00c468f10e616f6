#!/bin/sh
# Runs Quoll against other implementations of QUIC and prints a table; see README.md, or --help.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
target=$here/target
java_home=$("$here/../tools/find-jdk")

if [ ! -f "$target/run.built" ] || [ -n "$(find "$here/pom.xml" "$here/src/main" \
    -newer "$target/run.built" | head -n 1)" ]; then
    mvn -B -q -f "$here/pom.xml" compile >&2
    touch "$target/run.built"
fi
exec "$java_home/bin/java" -cp "$target/classes:$target/lib/*" dev.quoll.interop.Interop \
    --module "$here" "$@"
