#!/bin/sh
# Runs Quoll against other implementations of QUIC and prints a table; see README.md, or --help.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=quoll-interop/classes.sh
. "$here/classes.sh"
exec "$java_home/bin/java" --enable-native-access=ALL-UNNAMED \
    -cp "$target/classes:$target/lib/*" dev.quoll.interop.Interop \
    --module "$here" "$@"
