package dev.quoll.cli.report;

import java.security.cert.CertificateException;

/// A peer that proved to have a key, but not one that is believed.
public final class WrongKeyException extends CertificateException {
    private static final long serialVersionUID = 1L;

    public WrongKeyException(String message) {
        super(message);
    }
}
