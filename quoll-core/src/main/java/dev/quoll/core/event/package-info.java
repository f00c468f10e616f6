/// What happens to the paths of a connection, as its owner sees it, and the words for it. May
/// import `id` and `stats`.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath Extension for QUIC
@org.jspecify.annotations.NullMarked
package dev.quoll.core.event;
