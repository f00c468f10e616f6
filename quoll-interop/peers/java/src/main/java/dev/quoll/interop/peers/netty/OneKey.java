package dev.quoll.interop.peers.netty;

import dev.quoll.interop.peers.FailedException;
import dev.quoll.interop.peers.Failure;
import dev.quoll.interop.peers.PemFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// A key and its chain, of whatever kind. netty's own key managers read RSA and EC keys alone, and
/// answer only to the names of these.
final class OneKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "perf8";

    private final X509Certificate[] chain;
    private final PrivateKey key;

    private OneKey(X509Certificate[] chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    static OneKey of(Path chain, Path key) throws FailedException {
        try {
            return new OneKey(PemFiles.certificates(chain), PemFiles.key(chain, key));
        } catch (IOException | GeneralSecurityException e) {
            throw Failure.other(e).asException();
        }
    }

    @Override
    public String chooseEngineServerAlias(
            String type, Principal @Nullable [] issuers, SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(
            String[] types, Principal @Nullable [] issuers, SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
        return ALIAS;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, Socket socket) {
        return ALIAS;
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }
}
