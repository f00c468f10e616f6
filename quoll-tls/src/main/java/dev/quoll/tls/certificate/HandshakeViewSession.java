package dev.quoll.tls.certificate;

import org.jspecify.annotations.Nullable;

import java.security.Principal;
import java.security.cert.Certificate;
import java.util.List;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSessionContext;

/// The session of a [HandshakeView]. *Immutable*.
final class HandshakeViewSession extends ExtendedSSLSession {
    private final ViewedHandshake handshake;

    HandshakeViewSession(ViewedHandshake handshake) {
        this.handshake = handshake;
    }

    @Override
    public String[] getLocalSupportedSignatureAlgorithms() {
        return SchemeNames.ours().toArray(String[]::new);
    }

    @Override
    public String[] getPeerSupportedSignatureAlgorithms() {
        return handshake.peerSignatures().toArray(String[]::new);
    }

    @Override
    public List<SNIServerName> getRequestedServerNames() {
        return handshake.host().flatMap(ServerHost::toSni).stream().toList();
    }

    @Override
    public List<byte[]> getStatusResponses() {
        return List.of();
    }

    @Override
    public @Nullable String getPeerHost() {
        return handshake.host().map(ServerHost::text).orElse(null);
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
        return handshake.peerChain().toArray(Certificate[]::new);
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
        throw HandshakeView.readOnly();
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
        throw HandshakeView.readOnly();
    }

    @Override
    public @Nullable Object getValue(String name) {
        return null;
    }

    @Override
    public void removeValue(String name) {
        throw HandshakeView.readOnly();
    }

    @Override
    public String[] getValueNames() {
        return new String[] {};
    }
}
