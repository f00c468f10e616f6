package dev.quoll.sim;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.spi.EncryptionLevel;

import org.junit.jupiter.api.Test;

/// What a server tells a client whose handshake no honest client makes, over the simulated network.
/// The numbers are those of the 34 checks in `docs/conformance.md`.
class HostileHandshakeTest {
    private static final long CRYPTO = 0x06;
    private static final int TRANSPORT_PARAMETERS = 57;
    private static final int TRANSPORT_PARAMETERS_OF_DRAFTS = 0xffa5;
    private static final byte[] KEY_UPDATE = {24, 0, 0, 1, 0};
    private static final byte[] END_OF_EARLY_DATA = {5, 0, 0, 0};

    private final HostileClient client = new HostileClient();

    @Test
    void aMissingInitialSourceConnectionIdIsAParameterError() { // check 3, RFC 9000 §7.3
        client.parameters(all -> all.without(0x0f)).begin();
        isToldOfItsParameters();
    }

    @Test
    void anInitialSourceConnectionIdThatIsNotInUseIsAParameterError() { // RFC 9000 §7.3
        client.parameters(all -> all.with(0x0f, new byte[8])).begin();
        isToldOfItsParameters();
    }

    @Test
    void originalDestinationConnectionIdIsNotForClients() { // check 4, RFC 9000 §18.2
        client.parameters(all -> all.with(0x00, new byte[8])).begin();
        isToldOfItsParameters();
    }

    @Test
    void preferredAddressIsNotForClients() { // check 5, RFC 9000 §18.2
        byte[] address = new byte[4 + 2 + 16 + 2 + 1 + 8 + 16];
        address[24] = 8; // the length of the connection ID
        client.parameters(all -> all.with(0x0d, address)).begin();
        isToldOfItsParameters();
    }

    @Test
    void retrySourceConnectionIdIsNotForClients() { // check 6, RFC 9000 §18.2
        client.parameters(all -> all.with(0x10, new byte[8])).begin();
        isToldOfItsParameters();
    }

    @Test
    void statelessResetTokenIsNotForClients() { // check 7, RFC 9000 §18.2
        client.parameters(all -> all.with(0x02, new byte[16])).begin();
        isToldOfItsParameters();
    }

    @Test
    void aMaxUdpPayloadSizeUnder1200IsAParameterError() { // check 8, RFC 9000 §18.2
        client.parameters(all -> all.with(0x03, (byte) 0x44, (byte) 0x42)).begin();
        isToldOfItsParameters();
    }

    @Test
    void anAckDelayExponentOver20IsAParameterError() { // check 9, RFC 9000 §18.2
        client.parameters(all -> all.with(0x0a, (byte) 30)).begin();
        isToldOfItsParameters();
    }

    @Test
    void aMaxAckDelayOfTwoToThe14OrMoreIsAParameterError() { // check 10, RFC 9000 §18.2
        client.parameters(all -> all.with(0x0b, (byte) 0x80, (byte) 0, (byte) 0x80, (byte) 0))
                .begin();
        isToldOfItsParameters();
    }

    @Test
    void reservedBitsInAHandshakePacketAreAViolation() { // check 13, RFC 9000 §17.2
        client.beginUpToSecondFlight();
        client.send(EncryptionLevel.HANDSHAKE, 0x0c, PacketCraft.payload(PingFrame.INSTANCE));
        client.isTold(TransportErrorCode.PROTOCOL_VIOLATION.code(), 0);
    }

    @Test
    void aPathChallengeInAHandshakePacketIsAViolation() { // check 14, RFC 9000 §12.4
        client.beginUpToSecondFlight();
        client.send(EncryptionLevel.HANDSHAKE, PacketCraft.payload(new PathChallengeFrame(42)));
        client.isTold(TransportErrorCode.PROTOCOL_VIOLATION.code(), 0x1a);
    }

    @Test
    void aKeyUpdateMessageInAHandshakePacketIsUnexpected() { // check 28, RFC 9001 §6
        client.beginUpToSecondFlight();
        client.send(EncryptionLevel.HANDSHAKE, PacketCraft.crypto(0, KEY_UPDATE));
        isTold(TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void aKeyUpdateMessageInA1RttPacketIsUnexpected() { // check 29, RFC 9001 §6
        client.connect();
        client.send(EncryptionLevel.ONE_RTT, PacketCraft.crypto(0, KEY_UPDATE));
        isTold(TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void withoutAProtocolInCommonThereIsNoConnection() { // check 30, RFC 9001 §8.1
        client.protocol("other").begin();
        isTold(TlsAlert.NO_APPLICATION_PROTOCOL);
    }

    @Test
    void missingTransportParametersAreAMissingExtension() { // check 31, RFC 9001 §8.2
        client.hello(all -> all.without(TRANSPORT_PARAMETERS)).begin();
        isTold(TlsAlert.MISSING_EXTENSION);
    }

    @Test
    void transportParametersUnderTheNumberOfDraftsDoNotCount() { // check 32, RFC 9001 §8.2
        client.hello(all -> all.renamed(TRANSPORT_PARAMETERS, TRANSPORT_PARAMETERS_OF_DRAFTS))
                .begin();
        isTold(TlsAlert.MISSING_EXTENSION);
    }

    @Test
    void endOfEarlyDataIsUnexpected() { // check 33, RFC 9001 §8.3
        client.afterAnHonestVisit().beginUpToSecondFlight();
        client.send(EncryptionLevel.HANDSHAKE, PacketCraft.crypto(0, END_OF_EARLY_DATA));
        isTold(TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void handshakeBytesInA0RttPacketAreAViolation() { // check 34, RFC 9001 §8.3
        client.afterAnHonestVisit().beginUpToFirstFlight();
        client.send(EncryptionLevel.ZERO_RTT, PacketCraft.crypto(0, END_OF_EARLY_DATA));
        client.isTold(TransportErrorCode.PROTOCOL_VIOLATION.code(), CRYPTO);
    }

    private void isToldOfItsParameters() {
        client.isTold(TransportErrorCode.TRANSPORT_PARAMETER_ERROR.code(), CRYPTO);
    }

    private void isTold(TlsAlert alert) {
        client.isTold(TransportErrorCode.CRYPTO_ERROR_BASE + alert.code(), CRYPTO);
    }
}
