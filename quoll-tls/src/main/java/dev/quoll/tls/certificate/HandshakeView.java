package dev.quoll.tls.certificate;

import dev.quoll.core.id.Side;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/// A handshake as managers of the JDK want to see it: an engine in the middle of one. It answers
/// who the peer should be, what it can verify and how strictly to check; it transports nothing.
/// *Immutable*.
final class HandshakeView extends SSLEngine {
    private final ViewedHandshake handshake;
    private final HandshakeViewSession session;

    HandshakeView(ViewedHandshake handshake) {
        super(handshake.host().map(ServerHost::text).orElse(null), -1);
        this.handshake = handshake;
        this.session = new HandshakeViewSession(handshake);
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
        if (handshake.isServerToBeIdentified()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        parameters.setAlgorithmConstraints(CertificateConstraints.INSTANCE);
        return parameters;
    }

    @Override
    public boolean getUseClientMode() {
        return handshake.ours() == Side.CLIENT;
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
