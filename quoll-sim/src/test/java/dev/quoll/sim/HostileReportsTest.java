package dev.quoll.sim;

import static dev.quoll.core.error.TransportErrorCode.FRAME_ENCODING_ERROR;
import static dev.quoll.core.error.TransportErrorCode.PROTOCOL_VIOLATION;
import static dev.quoll.core.error.TransportErrorCode.TRANSPORT_PARAMETER_ERROR;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.frame.ObservedAddressFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.params.AddressReports;
import dev.quoll.core.spi.EncryptionLevel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Optional;

/// What either side does with reports of addresses that no honest peer makes.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-address-discovery/ QUIC Address Discovery
class HostileReportsTest {
    private static final long PARAMETER = 0x9f81a176L;
    private static final long FRAME_TYPE = 0x9f81a6;
    private static final InetSocketAddress ADDRESS =
            new InetSocketAddress(InetAddress.ofLiteral("203.0.113.5"), 4433);
    private static final ObservedAddressFrame REPORT = new ObservedAddressFrame(0, ADDRESS);

    private Encounter encounter = client(AddressReports.WANTED);

    @Test
    void aReportThatWasAskedForIsBelieved() {
        serverSays(AddressReports.PROVIDED);
        encounter.shakeHands();
        encounter.server().send(EncryptionLevel.ONE_RTT, REPORT);
        encounter.goesOn();

        assertThat(encounter.client().pathEvents())
                .filteredOn(PathEvent.ObservedAddress.class::isInstance)
                .extracting(event -> ((PathEvent.ObservedAddress) event).address())
                .containsExactly(ADDRESS);
    }

    @Test
    void anOldReportIsNoNews() { // §4.1
        serverSays(AddressReports.PROVIDED);
        encounter.shakeHands();
        InetSocketAddress other = new InetSocketAddress(ADDRESS.getAddress(), 1);
        encounter.server().send(EncryptionLevel.ONE_RTT, new ObservedAddressFrame(5, ADDRESS));
        encounter.server().send(EncryptionLevel.ONE_RTT, new ObservedAddressFrame(4, other));
        encounter.goesOn();

        assertThat(encounter.client().core().multipath().observedAddress(PathId.ZERO))
                .contains(ADDRESS);
    }

    @ParameterizedTest
    @EnumSource(
            value = AddressReports.class,
            names = {"PROVIDED", "BOTH"})
    void aReportThatTheClientDidNotAskForIsAViolation(AddressReports server) { // §3
        encounter = client(AddressReports.PROVIDED);
        serverSays(server);
        encounter.shakeHands();
        encounter.server().send(EncryptionLevel.ONE_RTT, REPORT);
        encounter.closesWith(PROTOCOL_VIOLATION, FRAME_TYPE);
    }

    @Test
    void aReportOfAServerThatMakesNoneIsAViolation() { // §3
        serverSays(AddressReports.WANTED);
        encounter.shakeHands();
        encounter.server().send(EncryptionLevel.ONE_RTT, REPORT);
        encounter.closesWith(PROTOCOL_VIOLATION, FRAME_TYPE);
    }

    @Test
    void aReportThatAServerDidNotAskForIsAViolation() { // §3
        HostileClient client = new HostileClient();
        client.connect();
        client.send(EncryptionLevel.ONE_RTT, PacketCraft.payload(REPORT));
        client.isTold(PROTOCOL_VIOLATION.code(), FRAME_TYPE);
    }

    @ParameterizedTest
    @EnumSource(
            value = EncryptionLevel.class,
            names = {"INITIAL", "HANDSHAKE"})
    void aReportInThePacketsOfAHandshakeIsAViolation(EncryptionLevel level) { // §4.1
        serverSays(AddressReports.PROVIDED);
        encounter.meet();
        encounter.server().send(level, REPORT);
        encounter.closesWith(PROTOCOL_VIOLATION, FRAME_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"809f81a6", "809f81a6" + "00" + "cb007105" + "11"})
    void aReportThatIsCutOffIsAnEncodingError(String payload) { // §4.1
        serverSays(AddressReports.PROVIDED);
        encounter.shakeHands();
        encounter.server().sendPayload(EncryptionLevel.ONE_RTT, HexFormat.of().parseHex(payload));
        encounter.closesWith(FRAME_ENCODING_ERROR, FRAME_TYPE);
    }

    @Test
    void aRoleThatDoesNotExistIsAParameterError() { // §3
        encounter.server().changeParameters(it -> it.with(PARAMETER, (byte) 3));
        encounter.closesWith(TRANSPORT_PARAMETER_ERROR, 0x06);
    }

    private void serverSays(AddressReports role) {
        encounter.server().changeParameters(it -> it.with(PARAMETER, (byte) role.value()));
    }

    private static Encounter client(AddressReports role) {
        return new Encounter(ConnectionConfig.DEFAULT.withAddressReports(Optional.of(role)));
    }
}
