package dev.quoll.tls.handshake;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.agreement.EphemeralKeys;
import dev.quoll.tls.certificate.CredentialSource;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.parameter.GreasePolicy;
import dev.quoll.tls.parameter.NamedGroup;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// What a server accepts and who it is. Immutable; the lists are not empty and in order of
/// preference.
///
/// @param credentials who we are
/// @param clients who our clients may be
/// @param alpn application protocols
/// @param grease whether clients get values without a meaning, too
/// @param tickets empty if every handshake is a full one
/// @param random where all other randomness comes from
/// @param keys where the key pairs of key shares come from
/// @param keyLog is told all secrets
public record ServerSettings(
        CredentialSource credentials,
        ClientPolicy clients,
        List<String> alpn,
        List<CipherSuite> cipherSuites,
        List<NamedGroup> groups,
        GreasePolicy grease,
        Optional<TicketPolicy> tickets,
        SecureRandom random,
        EphemeralKeys keys,
        KeyLog keyLog) {
    public ServerSettings {
        alpn = List.copyOf(alpn);
        cipherSuites = List.copyOf(cipherSuites);
        groups = List.copyOf(groups);
    }
}
