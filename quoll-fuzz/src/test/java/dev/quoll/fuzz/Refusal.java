package dev.quoll.fuzz;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import java.util.Set;

/// What refusing may look like: an alert that says what was wrong with the input. An internal_error
/// says that something broke on our side, and is a finding.
public final class Refusal {
    private static final long INTERNAL_ERROR =
            TransportErrorCode.CRYPTO_ERROR_BASE + TlsAlert.INTERNAL_ERROR.code();
    private static final Set<Long> NOT_ALERTS =
            Set.of(
                    TransportErrorCode.PROTOCOL_VIOLATION.code(),
                    TransportErrorCode.CRYPTO_BUFFER_EXCEEDED.code());

    private Refusal() {}

    /// Passes if `refused` has one of these codes.
    public static void check(TransportException refused, TransportErrorCode... allowed) {
        for (TransportErrorCode code : allowed) {
            if (refused.code() == code.code()) {
                return;
            }
        }
        throw new AssertionError(
                TransportErrorCode.nameOf(refused.code()) + ": " + refused.reason(), refused);
    }

    /// Passes if `refused` is an alert that blames the peer, or what QUIC has instead.
    public static void check(TransportException refused) {
        long code = refused.code();
        boolean isAlert =
                code >= TransportErrorCode.CRYPTO_ERROR_BASE
                        && code < TransportErrorCode.CRYPTO_ERROR_BASE + 256;
        if (code == INTERNAL_ERROR || !isAlert && !NOT_ALERTS.contains(code)) {
            throw new AssertionError(
                    TransportErrorCode.nameOf(code) + ": " + refused.reason(), refused);
        }
    }
}
