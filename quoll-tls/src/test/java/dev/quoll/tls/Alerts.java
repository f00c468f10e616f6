package dev.quoll.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import java.util.function.Consumer;

/// Checks which error an exception reports.
public final class Alerts {
    public static final Consumer<Throwable> ILLEGAL_PARAMETER = alert(TlsAlert.ILLEGAL_PARAMETER);
    public static final Consumer<Throwable> DECODE_ERROR = alert(TlsAlert.DECODE_ERROR);

    private Alerts() {}

    public static Consumer<Throwable> alert(TlsAlert alert) {
        return code(TransportErrorCode.CRYPTO_ERROR_BASE + alert.code());
    }

    public static Consumer<Throwable> code(TransportErrorCode code) {
        return code(code.code());
    }

    private static Consumer<Throwable> code(long code) {
        return failure -> {
            assertThat(failure).isInstanceOf(TransportException.class);
            TransportException exception = (TransportException) failure;
            assertThat(TransportErrorCode.nameOf(exception.code()))
                    .as(exception.reason())
                    .isEqualTo(TransportErrorCode.nameOf(code));
        };
    }
}
