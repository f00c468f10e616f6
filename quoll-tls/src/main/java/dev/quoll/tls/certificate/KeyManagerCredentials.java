package dev.quoll.tls.certificate;

import dev.quoll.tls.parameter.CertificateType;
import dev.quoll.tls.parameter.SignatureScheme;

import org.jspecify.annotations.Nullable;

import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;

/// Credentials that a key manager of the JDK or of the application chooses, each time anew. It is
/// asked for one kind of key after the other, in the order of our signature schemes, told the
/// authorities that the peer names, and shown the host name and the schemes if it is an
/// [X509ExtendedKeyManager]. *Thread-safe* as the manager is.
public record KeyManagerCredentials(X509KeyManager manager) implements CredentialSource {
    @Override
    public Set<CertificateType> types() {
        return Set.of(CertificateType.X509);
    }

    /// A manager does not tell beforehand.
    @Override
    public boolean mayShow(byte[] digest) {
        return false;
    }

    @Override
    public Optional<Credential> select(Request request) {
        return Stream.of(SignatureScheme.values())
                .filter(scheme -> scheme.use() == SignatureScheme.Use.HANDSHAKE)
                .filter(scheme -> request.schemes().contains(scheme.code()))
                .map(SchemeNames::keyAlgorithm)
                .distinct()
                .flatMap(keyType -> ofType(keyType, request).stream())
                .filter(request::fits)
                .findFirst();
    }

    private Optional<Credential> ofType(String keyType, Request request) {
        String alias = alias(keyType, request);
        if (alias == null) {
            return Optional.empty();
        }
        PrivateKey key = manager.getPrivateKey(alias);
        X509Certificate[] chain = manager.getCertificateChain(alias);
        return key == null || chain == null || chain.length == 0
                ? Optional.empty()
                : Optional.of(new Credential(key, List.of(chain)));
    }

    private @Nullable String alias(String keyType, Request request) {
        String[] keyTypes = {keyType};
        Principal[] issuers = issuers(request);
        if (manager instanceof X509ExtendedKeyManager extended) {
            HandshakeView view = new HandshakeView(ViewedHandshake.of(request));
            return switch (request.ours()) {
                case SERVER -> extended.chooseEngineServerAlias(keyType, issuers, view);
                case CLIENT -> extended.chooseEngineClientAlias(keyTypes, issuers, view);
            };
        }
        return switch (request.ours()) {
            case SERVER -> manager.chooseServerAlias(keyType, issuers, null);
            case CLIENT -> manager.chooseClientAlias(keyTypes, issuers, null);
        };
    }

    /// Null for anybody, as managers have it.
    private static Principal @Nullable [] issuers(Request request) {
        return request.chains().authorities().isEmpty()
                ? null
                : request.chains().authorities().toArray(Principal[]::new);
    }
}
