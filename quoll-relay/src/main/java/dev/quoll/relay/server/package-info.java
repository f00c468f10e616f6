/// The relay: who is registered, which handles stand for whom, what each peer may send. May import
/// `dev.quoll.relay`, its `wire`, and `dev.quoll`.
@org.jspecify.annotations.NullMarked
package dev.quoll.relay.server;
