package dev.quoll.tls.certificate;

import org.jspecify.annotations.Nullable;

import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSessionContext;

/// The session of a [ServerView]: the server's host and certificates, and the signatures we can
/// verify. *Immutable*.
final class ServerSession extends ExtendedSSLSession {
    /// Signatures of certificates, by the names the JDK has for them.
    private static final List<String> SIGNATURES =
            List.of(
                    "SHA256withECDSA",
                    "SHA384withECDSA",
                    "SHA512withECDSA",
                    "RSASSA-PSS",
                    "SHA256withRSA",
                    "SHA384withRSA",
                    "SHA512withRSA",
                    "Ed25519",
                    "Ed448");

    private final List<X509Certificate> chain;
    private final ServerHost host;

    ServerSession(List<X509Certificate> chain, ServerHost host) {
        this.chain = chain;
        this.host = host;
    }

    @Override
    public String[] getLocalSupportedSignatureAlgorithms() {
        return SIGNATURES.toArray(String[]::new);
    }

    @Override
    public String[] getPeerSupportedSignatureAlgorithms() {
        return new String[] {};
    }

    @Override
    public List<SNIServerName> getRequestedServerNames() {
        return switch (host) {
            case ServerHost.Name name -> List.of(name.toSni());
            case ServerHost.Address _ -> List.of();
        };
    }

    @Override
    public List<byte[]> getStatusResponses() {
        return List.of();
    }

    @Override
    public String getPeerHost() {
        return host.text();
    }

    @Override
    public int getPeerPort() {
        return -1;
    }

    @Override
    public String getProtocol() {
        return "TLSv1.3";
    }

    @Override
    public String getCipherSuite() {
        return "TLS_NULL_WITH_NULL_NULL"; // what the JDK has before a handshake is over
    }

    @Override
    public Certificate[] getPeerCertificates() {
        return chain.toArray(Certificate[]::new);
    }

    @Override
    public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
        throw new SSLPeerUnverifiedException("the handshake is not over");
    }

    @Override
    public Certificate @Nullable [] getLocalCertificates() {
        return null;
    }

    @Override
    public @Nullable Principal getLocalPrincipal() {
        return null;
    }

    @Override
    public byte[] getId() {
        return new byte[] {};
    }

    @Override
    public @Nullable SSLSessionContext getSessionContext() {
        return null;
    }

    @Override
    public long getCreationTime() {
        return 0;
    }

    @Override
    public long getLastAccessedTime() {
        return 0;
    }

    @Override
    public boolean isValid() {
        return true;
    }

    @Override
    public void invalidate() {
        throw ServerView.readOnly();
    }

    @Override
    public int getPacketBufferSize() {
        return 0;
    }

    @Override
    public int getApplicationBufferSize() {
        return 0;
    }

    @Override
    public void putValue(String name, Object value) {
        throw ServerView.readOnly();
    }

    @Override
    public @Nullable Object getValue(String name) {
        return null;
    }

    @Override
    public void removeValue(String name) {
        throw ServerView.readOnly();
    }

    @Override
    public String[] getValueNames() {
        return new String[] {};
    }
}
