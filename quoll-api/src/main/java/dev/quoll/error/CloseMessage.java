package dev.quoll.error;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;

import java.nio.charset.StandardCharsets;

/// Says in words why a connection ended and what can be done about it.
final class CloseMessage {
    private CloseMessage() {}

    static String of(CloseCause cause) {
        return switch (cause) {
            case CloseCause.VersionMismatch mismatch ->
                    "the server speaks none of our QUIC versions, only " + mismatch.offered();
            case CloseCause.LocalTransportError error ->
                    "this side ended the connection with "
                            + TransportErrorCode.nameOf(error.code())
                            + words(error.reason());
            case CloseCause.PeerTransportClose close -> ofPeer(close);
            case CloseCause.ApplicationClosed closed ->
                    "the peer's application closed the connection with code "
                            + closed.code()
                            + words(new String(closed.reason(), StandardCharsets.UTF_8));
            case CloseCause.StatelessReset _ ->
                    "the peer knows nothing of this connection any more, perhaps it was restarted:"
                            + " connect again";
            case CloseCause.TimedOut _ ->
                    "nothing came from the peer for too long: check that it runs, that UDP reaches"
                            + " it, and the idle and handshake timeouts of both sides";
            case CloseCause.LocallyClosed closed ->
                    "the connection was closed on this side with code " + closed.code();
            case CloseCause.ConnectionIdsExhausted _ ->
                    "the peer gave no more connection IDs: connect again";
        };
    }

    private static String ofPeer(CloseCause.PeerTransportClose close) {
        return "the peer ended the connection with "
                + TransportErrorCode.nameOf(close.code())
                + words(close.reason())
                + advice(close.code());
    }

    private static String advice(long code) {
        if (code == cryptoError(TlsAlert.NO_APPLICATION_PROTOCOL)) {
            return ": it speaks none of the application protocols offered, set the same ALPN names"
                    + " on both sides";
        }
        if (code == cryptoError(TlsAlert.UNKNOWN_CA)
                || code == cryptoError(TlsAlert.BAD_CERTIFICATE)
                || code == cryptoError(TlsAlert.CERTIFICATE_UNKNOWN)
                || code == cryptoError(TlsAlert.CERTIFICATE_EXPIRED)) {
            return ": it did not accept our certificate, look there for the reason";
        }
        if (code == TransportErrorCode.CONNECTION_REFUSED.code()) {
            return ": it accepts no connection now, try again later";
        }
        return "";
    }

    private static long cryptoError(TlsAlert alert) {
        return TransportErrorCode.CRYPTO_ERROR_BASE + alert.code();
    }

    private static String words(String reason) {
        return reason.isEmpty() ? "" : " (" + reason + ")";
    }
}
