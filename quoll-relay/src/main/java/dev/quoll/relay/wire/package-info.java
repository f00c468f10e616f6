/// The relay protocol as bytes: messages on the control stream, the handle before a packet; see
/// `docs/relay-protocol.md`. May import `dev.quoll.relay`, `dev.quoll` and core's `codec`.
@org.jspecify.annotations.NullMarked
package dev.quoll.relay.wire;
