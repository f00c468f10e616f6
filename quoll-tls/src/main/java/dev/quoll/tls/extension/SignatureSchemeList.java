package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;

import java.util.List;

/// The signature schemes a side can verify, most wanted first: the content of signature_algorithms.
///
/// ```
/// struct { SignatureScheme supported_signature_algorithms<2..2^16-2>; } SignatureSchemeList;
/// ```
///
/// @param codes numbers, unknown ones among them
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.3 RFC 8446, section 4.2.3
public record SignatureSchemeList(List<Integer> codes) {
    public SignatureSchemeList {
        codes = List.copyOf(codes);
    }

    /// Reads the extension's content.
    public static SignatureSchemeList decode(Extension extension) throws TransportException {
        return new SignatureSchemeList(CodeList.read(extension));
    }

    /// The extension with this content.
    public Extension encode() {
        return CodeList.write(ExtensionType.SIGNATURE_ALGORITHMS, codes);
    }
}
