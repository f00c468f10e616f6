/// How simulated connections agree on keys: by the TLS that Quoll ships, or by a stand-in that
/// costs nothing. Imports `seed`, `core.spi`, `core.protection`, `core.error` and `dev.quoll.tls`.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.handshake;
