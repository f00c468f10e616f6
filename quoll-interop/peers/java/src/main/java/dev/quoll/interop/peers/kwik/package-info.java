/// kwik (with agent15 for TLS) as a program of the interop table and as one of the comparison of
/// speed ([dev.quoll.interop.peers.kwik.KwikSpeed]). May import `dev.quoll.interop.peers` and its
/// `speed`.
@org.jspecify.annotations.NullMarked
package dev.quoll.interop.peers.kwik;
