package dev.quoll.tls.handshake;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.agreement.EphemeralKeys;
import dev.quoll.tls.certificate.CredentialSource;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.parameter.GreasePolicy;
import dev.quoll.tls.parameter.NamedGroup;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// What a client offers and whom it trusts. Immutable; the lists are not empty and in order of
/// preference.
///
/// @param alpn application protocols
/// @param groups the groups we can agree in
/// @param keyShares those of `groups` for which the first ClientHello has a share
/// @param trust which servers are believed
/// @param credentials who we are, if a server asks
/// @param grease whether values without a meaning are offered, too
/// @param resumption empty if every handshake is a full one
/// @param random where all other randomness comes from
/// @param keys where the key pairs of key shares come from
/// @param keyLog is told all secrets
public record ClientSettings(
        List<String> alpn,
        List<CipherSuite> cipherSuites,
        List<NamedGroup> groups,
        List<NamedGroup> keyShares,
        PeerTrust trust,
        CredentialSource credentials,
        GreasePolicy grease,
        Optional<ClientResumption> resumption,
        SecureRandom random,
        EphemeralKeys keys,
        KeyLog keyLog) {
    public ClientSettings {
        alpn = List.copyOf(alpn);
        cipherSuites = List.copyOf(cipherSuites);
        groups = List.copyOf(groups);
        keyShares = List.copyOf(keyShares);
    }

    /// The same, with the sessions of servers at `port` alone.
    public ClientSettings atPort(int port) {
        return new ClientSettings(
                alpn,
                cipherSuites,
                groups,
                keyShares,
                trust,
                credentials,
                grease,
                resumption.map(how -> how.atPort(port)),
                random,
                keys,
                keyLog);
    }
}
