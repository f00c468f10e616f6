/// netty's QUIC for the comparison of speed, and what its programs share with kwik's: processes
/// that do one job after another, told by a line each, with as little of their own in between as
/// can be.
@org.jspecify.annotations.NullMarked
package dev.quoll.interop.peers.speed;
