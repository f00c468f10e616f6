package dev.quoll.tls.handshake;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.TestCertificates;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.TestCertificates.Kind;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.certificate.TrustManagerTrust;
import dev.quoll.tls.parameter.NamedGroup;

import java.util.List;

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
        return new ClientSettings(
                List.of("first", "second"),
                List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384),
                List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
                List.of(NamedGroup.X25519),
                TrustManagerTrust.of(trusted.stream().map(Issued::certificate).toList()),
                FixedRandom.seeded(1));
    }

    static ServerSettings server() {
        return new ServerSettings(
                List.of(new Credential(EC.key(), EC.chain())),
                List.of("second", "third"),
                List.of(CipherSuite.values()),
                List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
                FixedRandom.seeded(2));
    }
}
