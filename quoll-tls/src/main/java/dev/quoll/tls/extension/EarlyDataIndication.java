package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;

/// early_data in a ClientHello (early data follows) and in EncryptedExtensions (it was accepted):
/// empty in both.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.10 RFC 8446, section 4.2.10
public final class EarlyDataIndication {
    private EarlyDataIndication() {}

    /// The extension.
    public static Extension encode() {
        return Extension.of(ExtensionType.EARLY_DATA, new byte[] {});
    }

    /// Whether the list has it.
    ///
    /// @throws TransportException decode_error if it has, and it is not empty
    public static boolean isIn(Extensions extensions) throws TransportException {
        var found = extensions.find(ExtensionType.EARLY_DATA);
        if (found.isPresent()) {
            found.get().reader().end();
        }
        return found.isPresent();
    }
}
