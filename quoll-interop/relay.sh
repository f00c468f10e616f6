#!/bin/sh
# Puts the network of a case before a server, until it is stopped: relay.sh CASE ADDRESS:PORT
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=quoll-interop/classes.sh
. "$here/classes.sh"
exec "$java_home/bin/java" --enable-native-access=ALL-UNNAMED \
    -cp "$target/classes:$target/lib/*" dev.quoll.interop.RelayCommand "$@"
