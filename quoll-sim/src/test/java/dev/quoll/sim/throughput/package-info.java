/// How fast the controllers are over simulated links, and how they share one: a few cases in every
/// build, all of them for `docs/congestion.md`.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.throughput;
