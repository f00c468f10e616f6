package dev.quoll.tls.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// The DNS names in a certificate of our own, to pick one among several by the name the client
/// asked for. Clients check names by the JDK's own rules; a wrong guess here costs a refusal there.
/// *Immutable*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9525#section-6.3 RFC 9525, section 6.3
record CertificateNames(List<String> names) {
    private static final int DNS_NAME = 2;
    private static final String WILDCARD = "*.";

    static CertificateNames of(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return new CertificateNames(
                    all == null
                            ? List.of()
                            : all.stream()
                                    .filter(entry -> Integer.valueOf(DNS_NAME).equals(entry.get(0)))
                                    .map(entry -> lower((String) entry.get(1)))
                                    .toList());
        } catch (CertificateParsingException e) {
            return new CertificateNames(List.of());
        }
    }

    boolean include(String host) {
        String wanted = lower(host);
        int dot = wanted.indexOf('.');
        return names.contains(wanted)
                || dot > 0 && names.contains(WILDCARD + wanted.substring(dot + 1));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
