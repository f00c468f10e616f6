package dev.quoll.interop.nat;

import java.util.Locale;

/// On what a mapping or a filter depends.
///
/// @spec https://www.rfc-editor.org/rfc/rfc4787#section-4.1 RFC 4787, sections 4.1 and 5
enum Dependence {
    /// On nobody.
    ENDPOINT_INDEPENDENT,
    /// On the address at the other end.
    ADDRESS_DEPENDENT,
    /// On address and port at the other end.
    ADDRESS_AND_PORT_DEPENDENT;

    /// As RFC 4787 writes it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
