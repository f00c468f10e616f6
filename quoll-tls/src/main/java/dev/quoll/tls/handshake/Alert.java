package dev.quoll.tls.handshake;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;

/// The alerts that the roles raise most.
final class Alert {
    private Alert() {}

    static TransportException illegalParameter(String reason) {
        return TransportException.crypto(TlsAlert.ILLEGAL_PARAMETER, reason);
    }

    static TransportException unexpectedMessage(String reason) {
        return TransportException.crypto(TlsAlert.UNEXPECTED_MESSAGE, reason);
    }

    static TransportException handshakeFailure(String reason) {
        return TransportException.crypto(TlsAlert.HANDSHAKE_FAILURE, reason);
    }

    static TransportException protocolVersion(String reason) {
        return TransportException.crypto(TlsAlert.PROTOCOL_VERSION, reason);
    }

    static TransportException noApplicationProtocol(String reason) {
        return TransportException.crypto(TlsAlert.NO_APPLICATION_PROTOCOL, reason);
    }

    static TransportException decryptError(String reason) {
        return TransportException.crypto(TlsAlert.DECRYPT_ERROR, reason);
    }

    static TransportException internalError(String reason, Throwable cause) {
        return TransportException.crypto(TlsAlert.INTERNAL_ERROR, reason, cause);
    }
}
