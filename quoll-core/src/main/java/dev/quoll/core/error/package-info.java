/// What can go wrong with a connection or a path: the error codes of both, the exception by which a
/// room reports a peer that broke the protocol, and the causes for which a connection ends. Imports
/// nothing of core.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-20 RFC 9000, section 20: Error Codes
@org.jspecify.annotations.NullMarked
package dev.quoll.core.error;
