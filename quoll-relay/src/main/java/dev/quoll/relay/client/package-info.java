/// A peer's side of a relay: stays registered, and carries the packets of an endpoint. May import
/// `dev.quoll.relay`, its `wire`, and `dev.quoll`.
@org.jspecify.annotations.NullMarked
package dev.quoll.relay.client;
