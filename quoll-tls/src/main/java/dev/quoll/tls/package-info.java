/// TLS 1.3 for QUIC: the configurations of clients and servers, which begin handshakes behind the
/// crypto SPI of core. May import all of TLS.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001 RFC 9001: Using TLS to Secure QUIC
@org.jspecify.annotations.NullMarked
package dev.quoll.tls;
