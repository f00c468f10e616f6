/// kwik (with agent15 for TLS) as a program of the interop table. May import
/// `dev.quoll.interop.peers`.
@org.jspecify.annotations.NullMarked
package dev.quoll.interop.peers.kwik;
