package dev.quoll.cli.report;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;

import java.util.Set;

/// Which option of the command helps where the library can only say what is wrong.
final class OptionHint {
    private static final Set<TlsAlert> DISTRUST =
            Set.of(
                    TlsAlert.UNKNOWN_CA,
                    TlsAlert.BAD_CERTIFICATE,
                    TlsAlert.CERTIFICATE_UNKNOWN,
                    TlsAlert.CERTIFICATE_EXPIRED);

    private OptionHint() {}

    /// Begins with a semicolon; empty if no option helps.
    static String of(CloseCause cause) {
        return switch (cause) {
            case CloseCause.LocalTransportError error
                    when isOneOf(DISTRUST, error.code()) && !isWrongKey(error) ->
                    "; --ca FILE names whom to trust, --insecure trusts anyone";
            case CloseCause.PeerTransportClose close
                    when isOneOf(Set.of(TlsAlert.HANDSHAKE_FAILURE), close.code()) ->
                    "; try without --cipher and --groups";
            case CloseCause.PeerTransportClose close
                    when isOneOf(Set.of(TlsAlert.CERTIFICATE_REQUIRED), close.code()) ->
                    "; --client-cert FILE and --client-key FILE say who you are";
            default -> "";
        };
    }

    /// A key that was named, and not its owner: nobody else is to be trusted instead.
    private static boolean isWrongKey(CloseCause.LocalTransportError error) {
        return error.exception().filter(WrongKeyException.class::isInstance).isPresent();
    }

    private static boolean isOneOf(Set<TlsAlert> alerts, long code) {
        return alerts.stream()
                .anyMatch(alert -> TransportErrorCode.CRYPTO_ERROR_BASE + alert.code() == code);
    }
}
