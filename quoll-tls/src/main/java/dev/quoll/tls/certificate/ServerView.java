package dev.quoll.tls.certificate;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/// A server as trust managers want to see it: an engine in the middle of its handshake. It answers
/// who the server should be and how strictly to check; it transports nothing. *Immutable*.
final class ServerView extends SSLEngine {
    private final ServerSession session;

    ServerView(List<X509Certificate> chain, ServerHost host) {
        super(host.text(), -1);
        this.session = new ServerSession(chain, host);
    }

    @Override
    public SSLSession getHandshakeSession() {
        return session;
    }

    @Override
    public SSLSession getSession() {
        return session;
    }

    @Override
    public SSLParameters getSSLParameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setAlgorithmConstraints(CertificateConstraints.INSTANCE);
        return parameters;
    }

    @Override
    public boolean getUseClientMode() {
        return true;
    }

    @Override
    public String[] getSupportedProtocols() {
        return new String[] {session.getProtocol()};
    }

    @Override
    public String[] getEnabledProtocols() {
        return getSupportedProtocols();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[] {};
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return new String[] {};
    }

    @Override
    public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
        return SSLEngineResult.HandshakeStatus.NEED_TASK;
    }

    @Override
    public boolean isInboundDone() {
        return false;
    }

    @Override
    public boolean isOutboundDone() {
        return false;
    }

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public boolean getEnableSessionCreation() {
        return false;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] in, int offset, int length, ByteBuffer out) {
        throw readOnly();
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer in, ByteBuffer[] out, int offset, int length) {
        throw readOnly();
    }

    @Override
    public Runnable getDelegatedTask() {
        throw readOnly();
    }

    @Override
    public void closeInbound() {
        throw readOnly();
    }

    @Override
    public void closeOutbound() {
        throw readOnly();
    }

    @Override
    public void beginHandshake() {
        throw readOnly();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        throw readOnly();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        throw readOnly();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        throw readOnly();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        throw readOnly();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        throw readOnly();
    }

    @Override
    public void setEnableSessionCreation(boolean enable) {
        throw readOnly();
    }

    static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("this engine only describes a handshake");
    }
}
