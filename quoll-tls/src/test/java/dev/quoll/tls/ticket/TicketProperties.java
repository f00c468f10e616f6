package dev.quoll.tls.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.extension.CertificateTypeList;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.PreSharedKeyOffer;
import dev.quoll.tls.extension.PskKeyExchangeModes;
import dev.quoll.tls.parameter.CertificateType;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tickets, sessions and the extensions around them come back as they were written, and no bytes do
/// harm.
class TicketProperties {
    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    }

    @Provide
    Arbitrary<List<byte[]>> entries() {
        return bytes().list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(30);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(0, 1L << 48).map(Instant::ofEpochMilli);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aTicketComesBackAsItWasSealed(
            @ForAll CipherSuite suite,
            @ForAll("instants") Instant issued,
            @ForAll @LongRange(min = 0, max = 0xffffffffL) long ageAdd,
            @ForAll EarlyDataUse earlyData,
            @ForAll("names") String alpn,
            @ForAll("names") String serverName,
            @ForAll("bytes") byte[] parameters,
            @ForAll CertificateType type,
            @ForAll("entries") List<byte[]> client)
            throws TransportException {
        ServerTicket ticket =
                new ServerTicket(
                        suite,
                        new byte[suite.hashLength()],
                        issued,
                        Duration.ofSeconds(ageAdd),
                        ageAdd,
                        earlyData,
                        alpn,
                        Optional.of(serverName),
                        parameters,
                        Optional.of(new EncodedIdentity(type, client)));

        ServerTicket read = ServerTicket.decode(ticket.encode());

        assertThat(read).usingRecursiveComparison().isEqualTo(ticket);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aSessionComesBackAsItWasStored(
            @ForAll CipherSuite suite,
            @ForAll("bytes") byte[] ticket,
            @ForAll("instants") Instant received,
            @ForAll("instants") Instant expiry,
            @ForAll EarlyDataUse earlyData,
            @ForAll("names") String alpn,
            @ForAll("bytes") byte[] parameters,
            @ForAll("entries") List<byte[]> server)
            throws TransportException {
        ClientSession session =
                new ClientSession(
                        suite,
                        new byte[suite.hashLength()],
                        ticket,
                        received,
                        expiry,
                        7,
                        earlyData,
                        alpn,
                        parameters,
                        new byte[16],
                        new EncodedIdentity(CertificateType.X509, server),
                        new byte[0]);

        assertThat(ClientSession.decode(session.encode()))
                .usingRecursiveComparison()
                .isEqualTo(session);
    }

    @Property
    void anAgeIsRevealedAsItWasHidden(
            @ForAll @LongRange(min = 0, max = 604_800_000) long age,
            @ForAll @LongRange(min = 0, max = 0xffffffffL) long ageAdd) {
        Instant received = Instant.EPOCH;
        long hidden = TicketAge.obfuscate(received, received.plusMillis(age), ageAdd);

        assertThat(hidden).isBetween(0L, 0xffffffffL);
        assertThat(TicketAge.reveal(hidden, ageAdd)).isEqualTo(Duration.ofMillis(age));
    }

    @Property
    void anOfferOfKeysComesBackAsItWasWritten(
            @ForAll("entries") List<byte[]> tickets,
            @ForAll @LongRange(min = 0, max = 0xffffffffL) long age)
            throws TransportException {
        List<PreSharedKeyOffer.Identity> identities =
                tickets.stream()
                        .map(ticket -> ticket.length == 0 ? new byte[1] : ticket)
                        .map(ticket -> new PreSharedKeyOffer.Identity(ticket, age))
                        .toList();
        List<byte[]> binders = tickets.stream().map(_ -> new byte[48]).toList();
        PreSharedKeyOffer offer = new PreSharedKeyOffer(identities, binders);
        Extension encoded = offer.encode();

        assertThat(PreSharedKeyOffer.decode(encoded)).usingRecursiveComparison().isEqualTo(offer);
        assertThat(offer.bindersLength()).isEqualTo(2 + 49 * binders.size());
    }

    private interface Decoder {
        Object decode(byte[] bytes) throws TransportException;
    }

    @Property
    void noBytesDoHarm(@ForAll("bytes") byte[] bytes) {
        Extension extension = Extension.of(ExtensionType.PRE_SHARED_KEY, bytes);
        List<Decoder> decoders =
                List.of(
                        ServerTicket::decode,
                        ClientSession::decode,
                        _ -> PreSharedKeyOffer.decode(extension),
                        _ -> PreSharedKeyOffer.decodeSelected(extension),
                        _ -> PskKeyExchangeModes.decode(extension),
                        _ -> CertificateTypeList.decodeOffer(extension),
                        _ -> CertificateTypeList.decodeSelected(extension),
                        some -> new EncodedIdentity(CertificateType.X509, List.of(some)).decode(),
                        some ->
                                new EncodedIdentity(CertificateType.RAW_PUBLIC_KEY, List.of(some))
                                        .decode());
        for (Decoder decoder : decoders) {
            try {
                decoder.decode(bytes);
            } catch (TransportException e) {
                assertThat(e.code()).isGreaterThan(TransportErrorCode.CRYPTO_ERROR_BASE);
            }
        }
    }
}
