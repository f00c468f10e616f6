package dev.quoll;

import java.util.concurrent.CompletableFuture;

/// A connection that is used before its handshake is done. *Thread-safe*.
///
/// A client's data goes with its first packets (0-RTT). **Whoever records them can send them
/// again**, to this server or another with the same keys, and nothing on the wire tells the copy:
/// send early only what may be done twice. A server's goes before the client has proved anything
/// (0.5-RTT): not that it is where it seems to be, and not who it is, if it is asked.
///
/// @param connection works at once; [Connection#handshakeData] is empty until the handshake is done
/// @param accepted completes when the handshake is done: whether the client's early data counted.
///   If not, every call on streams that a client opened before throws
///   [dev.quoll.error.ZeroRttRejectedException], datagrams that were sent or waited are gone, and
///   fresh ones of both work. Fails with [dev.quoll.error.ConnectionException] if the handshake
///   does
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.6 RFC 9001, section 4.6: 0-RTT
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.7 RFC 9001, section 5.7: 0.5-RTT data
public record EarlyConnection(Connection connection, CompletableFuture<Boolean> accepted) {}
