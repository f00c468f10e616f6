package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.id.Direction;
import dev.quoll.core.params.TransportParameter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;
import java.util.List;

/// What a client does with transport parameters that no honest server sends.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-18.2 RFC 9000, section 18.2
class HostileServerParametersTest {
    private static final String ANOTHER_ID = "00".repeat(8);
    private static final String IPV4_AND_PORT = "00".repeat(4 + 2);
    private static final String IPV6_AND_PORT = "00".repeat(16 + 2);
    private static final String RESET_TOKEN = "00".repeat(16);

    private static final List<TransportParameter<?>> COUNTS_OF_STREAMS =
            List.of(
                    TransportParameter.INITIAL_MAX_STREAMS_BIDI,
                    TransportParameter.INITIAL_MAX_STREAMS_UNI);
    private static final List<TransportParameter<?>> WITHOUT_BOUND =
            List.of(
                    TransportParameter.MAX_IDLE_TIMEOUT,
                    TransportParameter.MAX_UDP_PAYLOAD_SIZE,
                    TransportParameter.INITIAL_MAX_DATA,
                    TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_LOCAL,
                    TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_REMOTE,
                    TransportParameter.INITIAL_MAX_STREAM_DATA_UNI,
                    TransportParameter.ACTIVE_CONNECTION_ID_LIMIT,
                    TransportParameter.MAX_DATAGRAM_FRAME_SIZE);
    private static final List<TransportParameter<?>> MAY_BE_ZERO =
            List.of(
                    TransportParameter.MAX_IDLE_TIMEOUT,
                    TransportParameter.INITIAL_MAX_DATA,
                    TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_LOCAL,
                    TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_REMOTE,
                    TransportParameter.INITIAL_MAX_STREAM_DATA_UNI,
                    TransportParameter.INITIAL_MAX_STREAMS_BIDI,
                    TransportParameter.INITIAL_MAX_STREAMS_UNI,
                    TransportParameter.ACK_DELAY_EXPONENT,
                    TransportParameter.MAX_ACK_DELAY,
                    TransportParameter.MAX_DATAGRAM_FRAME_SIZE);

    private final Encounter encounter = new Encounter();

    @Test
    void theServersOwnIdIsThere() { // RFC 9000 §7.3
        refusesWithout(TransportParameter.INITIAL_SOURCE_CONNECTION_ID);
    }

    @Test
    void theServersOwnIdIsThatOfItsPackets() { // RFC 9000 §7.3
        refuses(TransportParameter.INITIAL_SOURCE_CONNECTION_ID, ANOTHER_ID);
    }

    @Test
    void theDestinationOfTheFirstPacketIsThere() { // RFC 9000 §7.3
        refusesWithout(TransportParameter.ORIGINAL_DESTINATION_CONNECTION_ID);
    }

    @Test
    void theDestinationOfTheFirstPacketIsTheOneThatWasUsed() { // RFC 9000 §7.3
        refuses(TransportParameter.ORIGINAL_DESTINATION_CONNECTION_ID, ANOTHER_ID);
    }

    @Test
    void thereIsNoSourceOfARetryThatWasNotSent() { // RFC 9000 §7.3
        refuses(TransportParameter.RETRY_SOURCE_CONNECTION_ID, ANOTHER_ID);
    }

    @Test
    void aDatagramIsNotLimitedToLessThanAnInitialNeeds() { // RFC 9000 §18.2
        refuses(TransportParameter.MAX_UDP_PAYLOAD_SIZE, "4442");
    }

    @Test
    void anExponentIsNotOverTwenty() { // RFC 9000 §18.2
        refuses(TransportParameter.ACK_DELAY_EXPONENT, "1e");
    }

    @Test
    void aDelayOfAcknowledgmentsIsUnderSixteenSeconds() { // RFC 9000 §18.2
        refuses(TransportParameter.MAX_ACK_DELAY, "80008000");
    }

    @Test
    void aPreferredAddressHasAnId() { // RFC 9000 §18.2
        refuses(
                TransportParameter.PREFERRED_ADDRESS,
                IPV4_AND_PORT + IPV6_AND_PORT + "00" + RESET_TOKEN);
    }

    @Test
    void theIdOfAPreferredAddressHasTwentyBytesAtMost() { // RFC 9000 §18.2
        refuses(
                TransportParameter.PREFERRED_ADDRESS,
                IPV4_AND_PORT + IPV6_AND_PORT + "15" + "01".repeat(21) + RESET_TOKEN);
    }

    @Test
    void aPreferredAddressIsWhole() { // RFC 9000 §18.2
        refuses(
                TransportParameter.PREFERRED_ADDRESS,
                IPV4_AND_PORT + IPV6_AND_PORT + "04" + "01020304");
    }

    @Test
    void nothingFollowsAPreferredAddress() { // RFC 9000 §18.2
        refuses(
                TransportParameter.PREFERRED_ADDRESS,
                IPV4_AND_PORT + IPV6_AND_PORT + "04" + "01020304" + RESET_TOKEN + "00");
    }

    @Test
    void aResetTokenHasSixteenBytes() { // RFC 9000 §18.2
        refuses(TransportParameter.STATELESS_RESET_TOKEN, "00".repeat(15));
    }

    @Test
    void aServerKeepsTwoIdsAtLeast() { // RFC 9000 §18.2
        refuses(TransportParameter.ACTIVE_CONNECTION_ID_LIMIT, "01");
    }

    @Test
    void thereAreNotMoreStreamsThanCanBe() { // RFC 9000 §4.6
        refuses(TransportParameter.INITIAL_MAX_STREAMS_BIDI, "d000000000000001");
    }

    @Test
    void aVersionIsNotZero() { // RFC 9368 §4
        refuses(TransportParameter.VERSION_INFORMATION, "00000001" + "00000000");
    }

    @Test
    void versionsAreWhole() { // RFC 9368 §4
        refuses(TransportParameter.VERSION_INFORMATION, "00000001" + "0000");
    }

    @Test
    void theVersionThatWasChosenIsTheOneInUse() { // RFC 9368 §4
        sends(TransportParameter.VERSION_INFORMATION, "6b3343cf" + "6b3343cf" + "00000001");
        encounter.closesWith(TransportErrorCode.VERSION_NEGOTIATION_ERROR, 0x06);
    }

    @Test
    void theHighestValuesThatMayBeAreTaken() { // RFC 9000 §18.2
        encounter.server().changeParameters(HostileServerParametersTest::highest);
        encounter.shakeHands();
        encounter.client().transfers().send(Direction.UNIDIRECTIONAL, 100_000);
        encounter.client().wake();
        encounter.runUntil(encounter.client().transfers()::isDone);
        encounter.goesOn();
    }

    @Test
    void theLowestValuesThatMayBeAreTaken() { // RFC 9000 §18.2
        encounter.server().changeParameters(HostileServerParametersTest::lowest);
        encounter.shakeHands();
        encounter.client().transfers().send(Direction.UNIDIRECTIONAL, 100_000);
        encounter.client().wake();
        encounter.goesOn();
        assertThat(encounter.client().transfers().isDone()).isFalse();
    }

    private static RawParameters highest(RawParameters sent) {
        RawParameters changed = sent;
        for (TransportParameter<?> each : WITHOUT_BOUND) {
            changed = changed.with(each.id(), HexFormat.of().parseHex("ff".repeat(8)));
        }
        for (TransportParameter<?> each : COUNTS_OF_STREAMS) {
            changed = changed.with(each.id(), HexFormat.of().parseHex("d000000000000000"));
        }
        return changed.with(TransportParameter.ACK_DELAY_EXPONENT.id(), (byte) 20)
                .with(TransportParameter.MAX_ACK_DELAY.id(), (byte) 0x7f, (byte) 0xff);
    }

    @ParameterizedTest // nat-traversal §4.5
    @ValueSource(strings = {"", "00", "40", "0808"})
    void aLimitOfPairsIsANumberFromOneOn(String value) {
        refuses(TransportParameter.NAT_TRAVERSAL, value);
    }

    private static RawParameters lowest(RawParameters sent) {
        RawParameters changed = sent;
        for (TransportParameter<?> each : MAY_BE_ZERO) {
            changed = changed.with(each.id(), (byte) 0);
        }
        return changed.with(TransportParameter.MAX_UDP_PAYLOAD_SIZE.id(), (byte) 0x44, (byte) 0xb0)
                .with(TransportParameter.ACTIVE_CONNECTION_ID_LIMIT.id(), (byte) 2);
    }

    private void refuses(TransportParameter<?> parameter, String value) {
        sends(parameter, value);
        isRefused();
    }

    private void refusesWithout(TransportParameter<?> parameter) {
        encounter.server().changeParameters(sent -> sent.without(parameter.id()));
        isRefused();
    }

    private void sends(TransportParameter<?> parameter, String value) {
        byte[] bytes = HexFormat.of().parseHex(value);
        encounter.server().changeParameters(sent -> sent.with(parameter.id(), bytes));
    }

    private void isRefused() {
        encounter.closesWith(TransportErrorCode.TRANSPORT_PARAMETER_ERROR, 0x06);
    }
}
