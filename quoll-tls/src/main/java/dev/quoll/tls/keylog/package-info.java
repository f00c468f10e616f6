/// The log of secrets that analysers of recorded traffic read. Who asks for one gives away all that
/// the connections protect. Imports nothing of TLS.
///
/// @spec https://datatracker.ietf.org/doc/html/draft-ietf-tls-keylogfile The SSLKEYLOGFILE format
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.keylog;
