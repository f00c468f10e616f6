/// Several paths in one connection: which there are, how many there may be, what the peer is told
/// of them, and which one the next packet takes. May import `path`, `space`, `cid`, `delivery`,
/// `frame`, `event` and the values below.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath Extension for QUIC
@org.jspecify.annotations.NullMarked
package dev.quoll.core.multipath;
