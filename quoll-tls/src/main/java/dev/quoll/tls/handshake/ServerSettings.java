package dev.quoll.tls.handshake;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.parameter.NamedGroup;

import java.security.SecureRandom;
import java.util.List;

/// What a server accepts and who it is. Immutable; the lists are not empty and in order of
/// preference.
///
/// @param credentials the first that a client can verify is used
/// @param alpn application protocols
/// @param random where all randomness comes from
public record ServerSettings(
        List<Credential> credentials,
        List<String> alpn,
        List<CipherSuite> cipherSuites,
        List<NamedGroup> groups,
        SecureRandom random) {
    public ServerSettings {
        credentials = List.copyOf(credentials);
        alpn = List.copyOf(alpn);
        cipherSuites = List.copyOf(cipherSuites);
        groups = List.copyOf(groups);
    }
}
