/// What a connection counts: datagrams, frames, losses, and why input was dropped. Mutable counters
/// live in the connection; what leaves it are immutable snapshots. Imports nothing of core.
@org.jspecify.annotations.NullMarked
package dev.quoll.core.stats;
