package dev.quoll.tls.certificate;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/// Decides whether a chain makes its owner the server that was meant. *Thread-safe*; it may block,
/// since it runs in a handshake task.
@FunctionalInterface
public interface ServerTrust {
    /// Believes any server. For tests alone: whoever sits between reads and writes everything.
    static ServerTrust insecure() {
        return (_, _) -> {};
    }

    /// Returns if the chain is to be trusted.
    ///
    /// @param chain the server's certificate first
    /// @throws CertificateException if not
    void check(List<X509Certificate> chain, ServerHost host) throws CertificateException;
}
