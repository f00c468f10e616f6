/// Benchmarks: JMH runs them, and [dev.quoll.bench.HandshakeTable] makes a table of the handshakes.
/// May import whatever it measures.
@org.jspecify.annotations.NullMarked
package dev.quoll.bench;
