package dev.quoll.tls.handshake;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.tls.extension.CertificateTypeList;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.parameter.CertificateType;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// In which form each side shows who it is: agreed on by two extensions, X.509 where nothing is
/// said.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7250#section-4 RFC 7250, section 4
final class CertificateTypes {
    private CertificateTypes() {}

    /// What a client says about `types`; nothing if they are what is meant anyway.
    static Optional<Extension> offer(ExtensionType extension, Collection<CertificateType> types) {
        return types.isEmpty() || isDefault(types)
                ? Optional.empty()
                : Optional.of(
                        new CertificateTypeList(
                                        types.stream().sorted().map(CertificateType::code).toList())
                                .encodeOffer(extension));
    }

    private static boolean isDefault(Collection<CertificateType> types) {
        return List.copyOf(types).equals(List.of(CertificateType.X509));
    }

    /// Those forms a client offers that we know, in its order.
    static List<CertificateType> offered(ExtensionType extension, Extensions hello)
            throws TransportException {
        Optional<Extension> found = hello.find(extension);
        CertificateTypeList list =
                found.isPresent()
                        ? CertificateTypeList.decodeOffer(found.get())
                        : CertificateTypeList.DEFAULT;
        return list.codes().stream()
                .map(CertificateType::ofCode)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /// A server's answer, to a client that said something.
    static Optional<Extension> answer(
            ExtensionType extension, Extensions hello, CertificateType chosen) {
        return hello.find(extension)
                .map(_ -> CertificateTypeList.encodeSelected(extension, chosen.code()));
    }

    /// What a server chose out of `accepted`; empty if it said nothing.
    ///
    /// @throws TransportException illegal_parameter if it chose something else
    static Optional<CertificateType> chosen(
            ExtensionType extension, Extensions answers, Collection<CertificateType> accepted)
            throws TransportException {
        Optional<Extension> answer = answers.find(extension);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        int code = CertificateTypeList.decodeSelected(answer.get());
        return Optional.of(
                CertificateType.ofCode(code)
                        .filter(accepted::contains)
                        .orElseThrow(() -> Alert.illegalParameter("certificate type " + code)));
    }

    static TransportException unsupported(String reason) {
        return TransportException.crypto(TlsAlert.UNSUPPORTED_CERTIFICATE, reason);
    }
}
