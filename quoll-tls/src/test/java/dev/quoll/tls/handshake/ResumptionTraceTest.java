package dev.quoll.tls.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.Rfc8448Resumption;
import dev.quoll.tls.agreement.EphemeralKeys;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.extension.EarlyDataIndication;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.PreSharedKeyOffer;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.schedule.KeySchedule;
import dev.quoll.tls.schedule.Opening;
import dev.quoll.tls.ticket.TicketAge;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The resumed handshake of RFC 8448 §4 replayed: key, binder, every secret, both Finished
/// messages.
class ResumptionTraceTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

    private final Opening opening = Opening.first(Rfc8448Resumption.CLIENT_HELLO);
    private final KeySchedule schedule = new KeySchedule(SUITE, Rfc8448Resumption.PRE_SHARED_KEY);

    private static PreSharedKeyOffer offer() throws TransportException {
        ClientHello hello = ClientHello.decode(Bytes.message(Rfc8448Resumption.CLIENT_HELLO));
        return PreSharedKeyOffer.decode(hello.extensions().require(ExtensionType.PRE_SHARED_KEY));
    }

    private HandshakeKeys keys() throws TransportException {
        byte[] shared =
                KeyShare.generate(
                                NamedGroup.X25519,
                                EphemeralKeys.onDemand(
                                        FixedRandom.of(Rfc8448Resumption.CLIENT_PRIVATE_KEY)))
                        .agree(Rfc8448Resumption.SERVER_SHARE);
        return new HandshakeKeys(
                SUITE, schedule, shared, opening, Rfc8448Resumption.SERVER_HELLO, KeyLog.NONE);
    }

    private static MessageAssembler serverFlight() throws TransportException {
        return messages(
                TlsRecord.open(
                        Rfc8448Resumption.SERVER_HANDSHAKE_SECRET,
                        0,
                        Rfc8448Resumption.SERVER_FLIGHT_RECORD));
    }

    static MessageAssembler messages(byte[] flight) throws TransportException {
        MessageAssembler messages = new MessageAssembler();
        messages.append(EncryptionLevel.INITIAL, flight, 0, flight.length);
        return messages;
    }

    @Test
    void theKeyIsMadeFromTheEarlierConnectionAndTheNonceOfTheTicket() {
        assertThat(
                        KeySchedule.preSharedKey(
                                SUITE,
                                Rfc8448Resumption.RESUMPTION_SECRET,
                                Rfc8448Resumption.TICKET_NONCE))
                .isEqualTo(Rfc8448Resumption.PRE_SHARED_KEY);
    }

    @Test
    void theBinderCoversTheHelloUpToTheBinders() throws TransportException {
        byte[] hash = opening.hashBeforeBinders(SUITE, offer().bindersLength());

        assertThat(hash).isEqualTo(Rfc8448Resumption.BINDER_HASH);
        assertThat(schedule.binder(hash)).isEqualTo(Rfc8448Resumption.BINDER);
        assertThat(offer().binders().getFirst()).isEqualTo(Rfc8448Resumption.BINDER);
    }

    @Test
    void theAgeOfTheTicketIsSixMilliseconds() throws TransportException {
        assertThat(TicketAge.reveal(offer().identities().getFirst().obfuscatedAge(), 0xfad6aac5L))
                .isEqualTo(Duration.ofMillis(6));
    }

    @Test
    void theHelloIsWrittenAsRecorded() throws TransportException {
        ClientHello hello = ClientHello.decode(Bytes.message(Rfc8448Resumption.CLIENT_HELLO));

        assertThat(EarlyDataIndication.isIn(hello.extensions())).isTrue();
        assertThat(hello.extensions().entries().getLast().data())
                .isEqualTo(offer().encode().data());
        assertThat(hello.encode()).isEqualTo(Rfc8448Resumption.CLIENT_HELLO);
    }

    @Test
    void theEarlySecretOpensTheEarlyData() {
        byte[] secret = EarlySecret.of(SUITE, schedule, opening, KeyLog.NONE).toBytes();

        assertThat(secret).isEqualTo(Rfc8448Resumption.EARLY_SECRET);
        assertThat(TlsRecord.open(secret, 0, Rfc8448Resumption.EARLY_DATA_RECORD))
                .isEqualTo("ABCDEF".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theServerSelectsTheFirstKey() throws TransportException {
        ServerHello hello = ServerHello.decode(Bytes.message(Rfc8448Resumption.SERVER_HELLO));

        assertThat(
                        PreSharedKeyOffer.decodeSelected(
                                hello.extensions().require(ExtensionType.PRE_SHARED_KEY)))
                .isZero();
        assertThat(hello.encode()).isEqualTo(Rfc8448Resumption.SERVER_HELLO);
    }

    @Test
    void allSecretsAndFinishedValuesAreThoseOfTheTrace() throws TransportException {
        HandshakeKeys keys = keys();
        assertThat(keys.handshakeSecret(Side.CLIENT).toBytes())
                .isEqualTo(Rfc8448Resumption.CLIENT_HANDSHAKE_SECRET);
        assertThat(keys.handshakeSecret(Side.SERVER).toBytes())
                .isEqualTo(Rfc8448Resumption.SERVER_HANDSHAKE_SECRET);

        MessageAssembler flight = serverFlight();
        EncodedMessage extensions = flight.next();
        EncodedMessage serverFinished = flight.next();
        assertThat(EarlyDataIndication.isIn(EncryptedExtensions.decode(extensions).extensions()))
                .isTrue();
        keys.transcript().add(extensions.bytes());
        assertThat(serverFinished.bytes())
                .isEqualTo(new Finished(keys.finished(Side.SERVER)).encode());
        keys.transcript().add(serverFinished.bytes());
        assertThat(keys.applicationSecret(Side.CLIENT).toBytes())
                .isEqualTo(Rfc8448Resumption.CLIENT_APPLICATION_SECRET);
        assertThat(keys.applicationSecret(Side.SERVER).toBytes())
                .isEqualTo(Rfc8448Resumption.SERVER_APPLICATION_SECRET);

        keys.transcript()
                .add(
                        TlsRecord.open(
                                Rfc8448Resumption.EARLY_SECRET,
                                1,
                                Rfc8448Resumption.END_OF_EARLY_DATA_RECORD));
        assertThat(
                        TlsRecord.open(
                                Rfc8448Resumption.CLIENT_HANDSHAKE_SECRET,
                                0,
                                Rfc8448Resumption.CLIENT_FINISHED_RECORD))
                .isEqualTo(new Finished(keys.finished(Side.CLIENT)).encode());
    }

    @Test
    void thereIsNothingBetweenExtensionsAndFinished() throws TransportException {
        MessageAssembler flight = serverFlight();

        assertThat(flight.next().type()).isEqualTo(HandshakeType.ENCRYPTED_EXTENSIONS);
        assertThat(flight.next().type()).isEqualTo(HandshakeType.FINISHED);
        assertThat(flight.next()).isNull();
    }
}
