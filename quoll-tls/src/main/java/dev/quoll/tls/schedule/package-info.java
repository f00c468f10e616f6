/// From the shared secret to the traffic secrets: the transcript, the key schedule and the Finished
/// values. Imports nothing else of TLS.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7 RFC 8446, section 7: Cryptographic
///   Computations
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.schedule;
