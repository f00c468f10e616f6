/// Runs Quoll and another implementation in turn, doing the same work, and compares them:
/// `side-by-side.sh`. Every end is a process of its own that lives as long as the comparison. May
/// import [dev.quoll.bench.end] and the launcher of `quoll-interop`.
@org.jspecify.annotations.NullMarked
package dev.quoll.bench.side;
