/// netty-codec-native-quic (quiche and BoringSSL) as a program of the interop table. May import
/// `dev.quoll.interop.peers`.
@org.jspecify.annotations.NullMarked
package dev.quoll.interop.peers.netty;
