/// What a relay and its peers have in common: the keys they know each other by, the protocol they
/// speak, `docs/relay-protocol.md`. May import `dev.quoll` and what that is made of.
@org.jspecify.annotations.NullMarked
package dev.quoll.relay;
