package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;

import java.util.ArrayList;
import java.util.List;

/// The forms of certificate a client can deal with: the content of client_certificate_type or
/// server_certificate_type in a ClientHello. The answer in EncryptedExtensions is one number.
///
/// ```
/// CertificateType client_certificate_types<1..2^8-1>;
/// ```
///
/// @param codes numbers, most wanted first, unknown ones among them
/// @spec https://www.rfc-editor.org/rfc/rfc7250#section-3 RFC 7250, section 3
public record CertificateTypeList(List<Integer> codes) {
    /// What is meant where the extension is left out: X.509.
    public static final CertificateTypeList DEFAULT = new CertificateTypeList(List.of(0));

    public CertificateTypeList {
        codes = List.copyOf(codes);
    }

    /// Reads the extension's content in a ClientHello.
    public static CertificateTypeList decodeOffer(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        VectorReader list = in.vector8();
        List<Integer> codes = new ArrayList<>();
        do {
            codes.add(list.uint8());
        } while (!list.isEmpty());
        in.end();
        return new CertificateTypeList(codes);
    }

    /// Reads the number a server chose.
    public static int decodeSelected(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        int code = in.uint8();
        in.end();
        return code;
    }

    /// The extension with this content, for a ClientHello.
    ///
    /// @param type client_certificate_type or server_certificate_type
    public Extension encodeOffer(ExtensionType type) {
        return Extension.of(type, out -> out.vector8(list -> codes.forEach(list::uint8)));
    }

    /// A server's answer.
    ///
    /// @param type client_certificate_type or server_certificate_type
    public static Extension encodeSelected(ExtensionType type, int code) {
        return Extension.of(type, out -> out.uint8(code));
    }
}
