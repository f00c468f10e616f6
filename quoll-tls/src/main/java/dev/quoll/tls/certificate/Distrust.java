package dev.quoll.tls.certificate;

import dev.quoll.core.error.TlsAlert;

import org.jspecify.annotations.Nullable;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXReason;

/// Why a chain was not trusted, as far as the exceptions of the JDK tell.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-6.2 RFC 8446, section 6.2
enum Distrust {
    NOT_VALID_NOW(
            TlsAlert.CERTIFICATE_EXPIRED, "is not valid today: check both clocks or renew it"),
    REVOKED(TlsAlert.CERTIFICATE_REVOKED, "has been revoked"),
    WEAK(TlsAlert.BAD_CERTIFICATE, "or its chain has a key or signature that is too weak"),
    FORGED(TlsAlert.BAD_CERTIFICATE, "or its chain has a signature that is wrong"),
    UNKNOWN_AUTHORITY(
            TlsAlert.UNKNOWN_CA, "leads to no trusted authority: trust the one that issued it"),
    NOT_THIS_SERVER(
            TlsAlert.BAD_CERTIFICATE, "is not good for this server: connect by a name it has"),
    OTHER(TlsAlert.CERTIFICATE_UNKNOWN, "was refused");

    private final TlsAlert alert;
    private final String words;

    Distrust(TlsAlert alert, String words) {
        this.alert = alert;
        this.words = words;
    }

    /// The most telling of the exceptions behind `failure`.
    static Distrust of(CertificateException failure) {
        Distrust found = failure.getCause() == null ? NOT_THIS_SERVER : OTHER;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            Distrust better = ofOne(at);
            if (better != null) {
                found = better;
            }
        }
        return found;
    }

    private static @Nullable Distrust ofOne(Throwable failure) {
        return switch (failure) {
            case CertificateExpiredException _, CertificateNotYetValidException _ -> NOT_VALID_NOW;
            case CertificateRevokedException _ -> REVOKED;
            case CertPathValidatorException invalid -> ofReason(invalid.getReason());
            case CertPathBuilderException _ -> UNKNOWN_AUTHORITY;
            default -> null;
        };
    }

    private static @Nullable Distrust ofReason(Reason reason) {
        return switch (reason) {
            case BasicReason basic -> ofBasic(basic);
            case PKIXReason pkix -> ofPkix(pkix);
            default -> null;
        };
    }

    private static @Nullable Distrust ofBasic(BasicReason reason) {
        return switch (reason) {
            case EXPIRED, NOT_YET_VALID -> NOT_VALID_NOW;
            case REVOKED -> REVOKED;
            case ALGORITHM_CONSTRAINED -> WEAK;
            case INVALID_SIGNATURE -> FORGED;
            case UNSPECIFIED, UNDETERMINED_REVOCATION_STATUS -> null;
        };
    }

    private static @Nullable Distrust ofPkix(PKIXReason reason) {
        return switch (reason) {
            case NOT_CA_CERT, PATH_TOO_LONG, NAME_CHAINING, NO_TRUST_ANCHOR -> UNKNOWN_AUTHORITY;
            case INVALID_KEY_USAGE, INVALID_NAME, INVALID_POLICY, UNRECOGNIZED_CRIT_EXT -> null;
        };
    }

    TlsAlert alert() {
        return alert;
    }

    String explain(String host, CertificateException failure) {
        return "the certificate of " + host + " " + words + " (" + failure.getMessage() + ")";
    }
}
