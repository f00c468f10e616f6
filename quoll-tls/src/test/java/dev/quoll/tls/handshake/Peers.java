package dev.quoll.tls.handshake;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.TestCertificates;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.TestCertificates.Kind;
import dev.quoll.tls.agreement.EphemeralKeys;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.CredentialSource;
import dev.quoll.tls.certificate.FixedCredentials;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.certificate.TrustManagerTrust;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.parameter.GreasePolicy;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.trust.PeerVerifier;

import java.util.List;
import java.util.Optional;

/// The settings of an honest client and an honest server.
final class Peers {
    static final ServerHost HOST = ServerHost.parse("server.test");
    static final byte[] CLIENT_PARAMETERS = {1, 2, 3};
    static final byte[] SERVER_PARAMETERS = {4, 5};

    static final Issued AUTHORITY = TestCertificates.authority("Test authority", Kind.EC_P256);
    static final Issued EC = TestCertificates.server(AUTHORITY, Kind.EC_P256, "server.test");
    static final Issued RSA = TestCertificates.server(AUTHORITY, Kind.RSA_2048, "server.test");

    private Peers() {}

    static ClientSettings client() {
        return client(List.of(AUTHORITY));
    }

    static ClientSettings client(List<Issued> trusted) {
        return client(TrustManagerTrust.of(trusted.stream().map(Issued::certificate).toList()));
    }

    static ClientSettings client(PeerVerifier verifier) {
        return client(PeerTrust.x509(verifier), CredentialSource.NONE);
    }

    /// Offers values without a meaning, too, and all groups.
    static ClientSettings greasingClient(List<NamedGroup> keyShares) {
        ClientSettings honest = client();
        return new ClientSettings(
                honest.alpn(),
                honest.cipherSuites(),
                List.of(NamedGroup.values()),
                keyShares,
                honest.trust(),
                honest.credentials(),
                GreasePolicy.SEND,
                Optional.empty(),
                honest.random(),
                honest.keys(),
                honest.keyLog());
    }

    static ClientSettings client(PeerTrust trust, CredentialSource credentials) {
        return client(trust, credentials, Optional.empty());
    }

    static ClientSettings client(ClientResumption resumption) {
        PeerVerifier verifier = TrustManagerTrust.of(List.of(AUTHORITY.certificate()));
        return client(PeerTrust.x509(verifier), CredentialSource.NONE, Optional.of(resumption));
    }

    private static ClientSettings client(
            PeerTrust trust, CredentialSource credentials, Optional<ClientResumption> resumption) {
        FixedRandom random = FixedRandom.seeded(1);
        return new ClientSettings(
                List.of("first", "second"),
                List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384),
                List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
                List.of(NamedGroup.X25519),
                trust,
                credentials,
                GreasePolicy.OMIT,
                resumption,
                random,
                EphemeralKeys.onDemand(random),
                KeyLog.NONE);
    }

    static ClientOffer offer() {
        return offer(client());
    }

    static ClientOffer offer(ClientSettings settings) {
        return ClientOffer.make(settings, HOST, CLIENT_PARAMETERS, Optional.empty());
    }

    static ClientSettings logging(ClientSettings quiet, KeyLog log) {
        return new ClientSettings(
                quiet.alpn(),
                quiet.cipherSuites(),
                quiet.groups(),
                quiet.keyShares(),
                quiet.trust(),
                quiet.credentials(),
                quiet.grease(),
                quiet.resumption(),
                quiet.random(),
                quiet.keys(),
                log);
    }

    static ServerSettings logging(ServerSettings quiet, KeyLog log) {
        return new ServerSettings(
                quiet.credentials(),
                quiet.clients(),
                quiet.alpn(),
                quiet.cipherSuites(),
                quiet.groups(),
                quiet.grease(),
                quiet.tickets(),
                quiet.random(),
                quiet.keys(),
                log);
    }

    static ServerSettings server() {
        return server(List.of(NamedGroup.X25519, NamedGroup.SECP256R1));
    }

    static ServerSettings server(List<NamedGroup> groups) {
        return server(groups, credential(EC), ClientPolicy.NONE, Optional.empty());
    }

    static ServerSettings server(CredentialSource credentials, ClientPolicy clients) {
        return server(List.of(NamedGroup.X25519), credentials, clients, Optional.empty());
    }

    static ServerSettings server(TicketPolicy tickets) {
        return server(
                List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
                credential(EC),
                ClientPolicy.NONE,
                Optional.of(tickets));
    }

    /// Has values without a meaning in what it sends.
    static ServerSettings greasing(ServerSettings honest) {
        return new ServerSettings(
                honest.credentials(),
                honest.clients(),
                honest.alpn(),
                honest.cipherSuites(),
                honest.groups(),
                GreasePolicy.SEND,
                honest.tickets(),
                honest.random(),
                honest.keys(),
                honest.keyLog());
    }

    static CredentialSource credential(Issued issued) {
        return new FixedCredentials(List.of(new Credential(issued.key(), issued.chain())));
    }

    private static ServerSettings server(
            List<NamedGroup> groups,
            CredentialSource credentials,
            ClientPolicy clients,
            Optional<TicketPolicy> tickets) {
        FixedRandom random = FixedRandom.seeded(2);
        return new ServerSettings(
                credentials,
                clients,
                List.of("second", "third"),
                List.of(CipherSuite.values()),
                groups,
                GreasePolicy.OMIT,
                tickets,
                random,
                EphemeralKeys.onDemand(random),
                KeyLog.NONE);
    }
}
