package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.security.auth.x500.X500Principal;

/// The authorities that a peer would like certificates to come from: the content of
/// certificate_authorities.
///
/// ```
/// opaque DistinguishedName<1..2^16-1>;
/// struct { DistinguishedName authorities<3..2^16-1>; } CertificateAuthoritiesExtension;
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.4 RFC 8446, section 4.2.4
public record CertificateAuthorities(List<X500Principal> names) {
    public CertificateAuthorities {
        names = List.copyOf(names);
    }

    /// Those named in `block`; none if it says nothing of them.
    public static CertificateAuthorities in(Extensions block) throws TransportException {
        Optional<Extension> extension = block.find(ExtensionType.CERTIFICATE_AUTHORITIES);
        return extension.isEmpty()
                ? new CertificateAuthorities(List.of())
                : decode(extension.get());
    }

    private static CertificateAuthorities decode(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        VectorReader list = in.vector16();
        List<X500Principal> names = new ArrayList<>();
        do {
            names.add(name(list.opaque16()));
        } while (!list.isEmpty());
        in.end();
        return new CertificateAuthorities(names);
    }

    private static X500Principal name(byte[] encoded) throws TransportException {
        if (encoded.length == 0) {
            throw VectorReader.decodeError("an authority without a name");
        }
        try {
            return new X500Principal(encoded);
        } catch (IllegalArgumentException e) {
            throw VectorReader.decodeError("an authority whose name is none");
        }
    }

    /// The extension with this content.
    public Extension encode() {
        return Extension.of(
                ExtensionType.CERTIFICATE_AUTHORITIES,
                out ->
                        out.vector16(
                                list -> names.forEach(name -> list.opaque16(name.getEncoded()))));
    }
}
