/// A little HTTP/3, for `serve` and `get`: requests for files, their answers, and the rules of the
/// streams and frames around them. No extensions, no server push, no dynamic table. It is no
/// library for others. May import `file`, `thread`, `dev.quoll` and the QPACK codec.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9114 RFC 9114: HTTP/3
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.http3;
