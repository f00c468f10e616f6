#!/bin/sh
# Measures Quoll beside another implementation, run by run in turn; see --help and
# docs/performance.md. Installs and builds the peer where that is needed, as quoll-interop does.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
interop=$here/../quoll-interop
programs=${QUOLL_INTEROP_CACHE:-$interop/target/peers}/bin
# shellcheck source=quoll-bench/classes.sh
. "$here/classes.sh"

peer=quinn
for word in "$@"; do
    case $word in
        netty-quic | --peer=netty-quic) peer=netty ;;
        kwik | --peer=kwik) peer=kwik ;;
    esac
done
"$interop/install.sh" "$peer"
"$interop/certs.sh" "$target/certificates"
exec "$java_home/bin/java" -cp "$target/classes:$target/lib/*" dev.quoll.bench.side.SideBySide \
    --module "$here" --programs "$programs" "$@"
