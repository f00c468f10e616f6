/// `quoll qlog`: reads the file of a connection and draws what happened. May import `report`.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-qlog-main-schema/ qlog: main schema
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.qlog;
