#!/bin/sh
# Shows where the time of a comparison goes: runs side-by-side.sh with async-profiler in our JVMs,
# and leaves a flame graph of each of them in target/flame.
#   flame.sh [OPTION...]     those of side-by-side.sh; FLAME_EVENT=alloc shows allocations instead
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=quoll-bench/classes.sh
. "$here/classes.sh"

case $(uname -sm) in
    'Linux x86_64') platform=linux-x64 ;;
    'Linux aarch64') platform=linux-arm64 ;;
    Darwin*) platform=macos ;;
    *)
        echo "flame: async-profiler has nothing for this platform" >&2
        exit 1
        ;;
esac
profiler=$target/profiler
library=$(find "$profiler/$platform" -name 'libasyncProfiler.*' 2>/dev/null | head -n 1)
if [ -z "$library" ]; then
    mkdir -p "$profiler"
    (cd "$profiler" && "$java_home/bin/jar" xf "$target/lib/"async-profiler-*.jar "$platform")
    library=$(find "$profiler/$platform" -name 'libasyncProfiler.*' | head -n 1)
fi

flames=$target/flame
rm -rf "$flames"
mkdir -p "$flames"
# ctimer counts the CPU time of each thread, and asks for no rights; %p is the process
"$here/side-by-side.sh" \
    "--jvm=-agentpath:$library=start,event=${FLAME_EVENT:-ctimer},file=$flames/%p.html" \
    --jvm=-XX:+UnlockDiagnosticVMOptions --jvm=-XX:+DebugNonSafepoints "$@"
ls "$flames"/*.html
