package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;

import java.util.List;

/// The TLS versions a client offers, or the one a server chose: the content of supported_versions,
/// which has another form in each direction.
///
/// ```
/// ClientHello: ProtocolVersion versions<2..254>;    ServerHello: ProtocolVersion selected_version;
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.1 RFC 8446, section 4.2.1
public record SupportedVersions(List<Integer> versions) {
    /// TLS 1.3, the only version QUIC allows (RFC 9001 §4.2).
    public static final int TLS13 = 0x0304;

    /// What stands in the legacy version fields: TLS 1.2.
    public static final int LEGACY = 0x0303;

    public SupportedVersions {
        versions = List.copyOf(versions);
    }

    /// Reads a client's list.
    public static SupportedVersions decodeOffer(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        List<Integer> versions = CodeList.readAll(in.vector8());
        in.end();
        return new SupportedVersions(versions);
    }

    /// Reads a server's choice.
    public static int decodeSelected(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        int version = in.uint16();
        in.end();
        return version;
    }

    /// The extension for a ClientHello.
    public Extension encodeOffer() {
        return Extension.of(
                ExtensionType.SUPPORTED_VERSIONS,
                out -> out.vector8(list -> versions.forEach(list::uint16)));
    }

    /// The extension for a ServerHello.
    public static Extension encodeSelected(int version) {
        return Extension.of(ExtensionType.SUPPORTED_VERSIONS, out -> out.uint16(version));
    }
}
