/// The commands `serve` and `get`, and HTTP/0.9 over QUIC streams, the protocol `hq-interop`: a
/// request is one line on a bidirectional stream, the answer is the bytes of a file. May import
/// `http3`, `file`, `option`, `report`, `thread` and `dev.quoll`.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.http;
