package dev.quoll.sim.handshake;

import dev.quoll.core.protection.AeadProtection;
import dev.quoll.core.protection.NullProtection;
import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.ServerTls;
import dev.quoll.sim.seed.Seed;
import dev.quoll.sim.seed.SeededSecureRandom;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;

import java.util.List;

/// How both sides of a run agree on keys and protect their packets. Made anew for each run, since
/// what it draws from its seed depends on what it drew before.
///
/// @param client the client's handshakes
/// @param server the server's handshakes
/// @param protection of packets, on both sides
public record Security(ClientTls client, ServerTls server, PacketProtection protection) {
    /// The application protocol of simulated connections.
    public static final String ALPN = "quoll-sim";

    /// Makes the security of one run.
    @FunctionalInterface
    public interface Source {
        /// The security of the run whose handshakes draw from `seed`.
        Security of(Seed seed);
    }

    /// A handshake and a protection that cost next to nothing and hide nothing.
    public static Security plain() {
        return plain(0, 0);
    }

    /// The same with longer flights.
    ///
    /// @param helloLength the least that the client says first, as many key shares make it do
    /// @param proofLength the least that the server answers, as a long certificate chain makes it
    public static Security plain(int helloLength, int proofLength) {
        return new Security(
                (_, parameters) -> PlainHandshake.client(parameters, helloLength),
                parameters -> PlainHandshake.server(parameters, proofLength),
                new NullProtection());
    }

    /// TLS 1.3 and the packet protection of QUIC, with keys that follow from `seed`.
    ///
    /// @param identity what the server proves to be, and the client believes
    public static Security tls(ServerIdentity identity, Seed seed) {
        return new Security(
                TlsClientConfig.builder()
                        .alpn(ALPN)
                        .trustCertificates(List.of(identity.authority()))
                        .random(new SeededSecureRandom(seed.split("client")))
                        .build(),
                TlsServerConfig.builder()
                        .alpn(ALPN)
                        .certificate(identity.key(), identity.chain())
                        .random(new SeededSecureRandom(seed.split("server")))
                        .build(),
                new AeadProtection());
    }
}
