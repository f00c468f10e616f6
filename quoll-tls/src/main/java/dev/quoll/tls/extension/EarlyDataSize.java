package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;

/// How much early data a ticket allows: the content of early_data in a NewSessionTicket. In QUIC
/// the only value is [#UNLIMITED].
///
/// ```
/// struct { uint32 max_early_data_size; } EarlyDataIndication;
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.10 RFC 8446, section 4.2.10
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.6.1 RFC 9001, section 4.6.1
public record EarlyDataSize(long bytes) {
    /// QUIC limits early data by its own flow control.
    public static final long UNLIMITED = 0xffffffffL;

    /// Reads the extension's content.
    public static EarlyDataSize decode(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        EarlyDataSize size = new EarlyDataSize(in.uint32());
        in.end();
        return size;
    }

    /// The extension with this content.
    public Extension encode() {
        return Extension.of(ExtensionType.EARLY_DATA, out -> out.uint32(bytes));
    }
}
