package dev.quoll.core.params;

import static dev.quoll.core.params.TransportParameter.ACK_DELAY_EXPONENT;
import static dev.quoll.core.params.TransportParameter.ACTIVE_CONNECTION_ID_LIMIT;
import static dev.quoll.core.params.TransportParameter.ADDRESS_DISCOVERY;
import static dev.quoll.core.params.TransportParameter.DISABLE_ACTIVE_MIGRATION;
import static dev.quoll.core.params.TransportParameter.GREASE_QUIC_BIT;
import static dev.quoll.core.params.TransportParameter.INITIAL_MAX_DATA;
import static dev.quoll.core.params.TransportParameter.INITIAL_MAX_PATH_ID;
import static dev.quoll.core.params.TransportParameter.INITIAL_MAX_STREAMS_BIDI;
import static dev.quoll.core.params.TransportParameter.INITIAL_MAX_STREAMS_UNI;
import static dev.quoll.core.params.TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_LOCAL;
import static dev.quoll.core.params.TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_REMOTE;
import static dev.quoll.core.params.TransportParameter.INITIAL_MAX_STREAM_DATA_UNI;
import static dev.quoll.core.params.TransportParameter.INITIAL_SOURCE_CONNECTION_ID;
import static dev.quoll.core.params.TransportParameter.MAX_ACK_DELAY;
import static dev.quoll.core.params.TransportParameter.MAX_DATAGRAM_FRAME_SIZE;
import static dev.quoll.core.params.TransportParameter.MAX_IDLE_TIMEOUT;
import static dev.quoll.core.params.TransportParameter.MAX_UDP_PAYLOAD_SIZE;
import static dev.quoll.core.params.TransportParameter.NAT_TRAVERSAL;
import static dev.quoll.core.params.TransportParameter.NAT_TRAVERSAL_ADDRESSES;
import static dev.quoll.core.params.TransportParameter.STATELESS_RESET_TOKEN;
import static dev.quoll.core.params.TransportParameter.VERSION_INFORMATION;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

class TransportParametersTest {
    private static final String TOKEN = "00112233445566778899aabbccddeeff";

    @Test // RFC 9000 §18.2
    void absentParametersHaveTheirDefaults() throws Exception {
        TransportParameters none = read("", Side.SERVER);

        assertThat(none.value(MAX_IDLE_TIMEOUT)).isZero();
        assertThat(none.value(MAX_UDP_PAYLOAD_SIZE)).isEqualTo(65527);
        assertThat(none.value(INITIAL_MAX_DATA)).isZero();
        assertThat(none.value(ACK_DELAY_EXPONENT)).isEqualTo(3);
        assertThat(none.value(MAX_ACK_DELAY)).isEqualTo(25);
        assertThat(none.value(ACTIVE_CONNECTION_ID_LIMIT)).isEqualTo(2);
        assertThat(none.value(DISABLE_ACTIVE_MIGRATION)).isFalse();
        assertThat(none.value(MAX_DATAGRAM_FRAME_SIZE)).isZero();
        assertThat(none.find(STATELESS_RESET_TOKEN)).isEmpty();
        assertThat(none.find(INITIAL_MAX_PATH_ID)).isEmpty();
        assertThatThrownBy(() -> none.value(INITIAL_SOURCE_CONNECTION_ID))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test // the parameters of RFC 9001 A.2's ClientHello
    void aClientsParametersAreRead() throws Exception {
        TransportParameters parameters =
                read(
                        "0408ffffffffffffffff05048000ffff07048000ffff0801100104800075300901100f08"
                                + "8394c8f03e51570806048000ffff",
                        Side.CLIENT);

        assertThat(parameters.value(INITIAL_MAX_DATA)).isEqualTo((1L << 62) - 1);
        assertThat(parameters.value(INITIAL_MAX_STREAM_DATA_BIDI_LOCAL)).isEqualTo(65535);
        assertThat(parameters.value(INITIAL_MAX_STREAM_DATA_BIDI_REMOTE)).isEqualTo(65535);
        assertThat(parameters.value(INITIAL_MAX_STREAM_DATA_UNI)).isEqualTo(65535);
        assertThat(parameters.value(INITIAL_MAX_STREAMS_BIDI)).isEqualTo(16);
        assertThat(parameters.value(INITIAL_MAX_STREAMS_UNI)).isEqualTo(16);
        assertThat(parameters.value(MAX_IDLE_TIMEOUT)).isEqualTo(30_000);
        assertThat(parameters.value(INITIAL_SOURCE_CONNECTION_ID)).hasToString("8394c8f03e515708");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "twice, 010105 010105",
        "unknown one twice, 4bbd00 4bbd00",
        "value shorter than its length, 0102 0500",
        "value longer than its length, 0101 4005",
        "length behind the end, 0104 05",
        "no length, 01",
        "no integer, 0100",
        "payload size under 1200, 030244af",
        "streams over 2^60, 0808 d000000000000001",
        "unidirectional streams over 2^60, 0908 d000000000000001",
        "exponent over 20, 0a0115",
        "delay of 2^14, 0b04 80004000",
        "flag with a value, 0c0100",
        "one connection ID, 0e0101",
        "connection ID of 21 bytes, 0f15 000102030405060708090a0b0c0d0e0f1011121314",
        "reset token of 15 bytes, 020f 000102030405060708090a0b0c0d0e",
        "reset token of 17 bytes, 0211 000102030405060708090a0b0c0d0e0f10",
        "no version, 1100",
        "part of a version, 1106 000000010000",
        "version 0 chosen, 1108 0000000000000001",
        "version 0 available, 1108 0000000100000000",
        "path ID over 2^32-1, 3e08 c000000100000000",
        "fixed bit with a value, 6ab20100",
        "least delay over the most, c0000000ff04de1b04 800061a9",
        "preferred address without ID, 0d29 000000000000 000000000000000000000000000000000000 00"
                + TOKEN,
        "preferred address of no IDs, 0f00 0d2a 000000000000"
                + " 000000000000000000000000000000000000 01aa"
                + TOKEN
    })
    void aBadParameterIsRefused(String what, String hex) {
        assertRefused(hex, Side.SERVER);
    }

    @ParameterizedTest // RFC 9000 §18.2
    @ValueSource(strings = {"0000", "0210" + TOKEN, "1000", "0d00"})
    void aClientMustNotSendWhatServersSend(String hex) {
        assertRefused(hex, Side.CLIENT);
    }

    @Test // RFC 9368 §4
    void aClientsChosenVersionIsAmongTheAvailable() throws Exception {
        assertRefused("1108 00000001 6b3343cf", Side.CLIENT);
        assertThat(read("1108 00000001 6b3343cf", Side.SERVER).find(VERSION_INFORMATION))
                .contains(new VersionInformation(1, List.of(0x6b3343cf)));
    }

    @Test // RFC 9000 §16
    void integersMayBeInALongerForm() throws Exception {
        assertThat(read("4001 4002 4005", Side.CLIENT).value(MAX_IDLE_TIMEOUT)).isEqualTo(5);
    }

    @Test // RFC 9000 §7.4.2
    void unknownParametersAreIgnored() throws Exception {
        assertThat(read("1b0411223344 ffffffffffffffff00", Side.CLIENT))
                .isEqualTo(TransportParameters.builder().build());
    }

    @Test
    void thereIsALimitOnTheParametersOfAPeer() throws Exception {
        assertThat(read(unknown(ParametersReader.MAX_COUNT), Side.CLIENT)).isNotNull();
        assertRefused(unknown(ParametersReader.MAX_COUNT + 1), Side.CLIENT);
    }

    @Test
    void everyTruncationIsRefusedOrEndsBehindAParameter() {
        byte[] bytes =
                HexFormat.of().parseHex("0408ffffffffffffffff05048000ffff0f088394c8f03e515708");
        for (int length = 0; length < bytes.length; length++) {
            String cut = HexFormat.of().formatHex(bytes, 0, length);
            if (length != 0 && length != 10 && length != 16) {
                assertRefused(cut, Side.CLIENT);
            }
        }
    }

    @Test
    void theOrderOfNumbersIsKept() {
        byte[] bytes =
                TransportParameters.builder()
                        .set(MAX_DATAGRAM_FRAME_SIZE, 1200L)
                        .set(GREASE_QUIC_BIT, true)
                        .set(INITIAL_MAX_DATA, 5L)
                        .set(MAX_ACK_DELAY, 25L)
                        .build()
                        .encode();

        assertThat(bytes).asHexString().isEqualToIgnoringCase("0401052002" + "44B06AB200");
    }

    @ParameterizedTest // address discovery §3
    @EnumSource
    void theRoleInAddressDiscoveryHasTheseBytes(AddressReports role) throws Exception {
        TransportParameters parameters =
                TransportParameters.builder().set(ADDRESS_DISCOVERY, role.value()).build();
        String hex = "c00000009f81a176 01 0" + role.ordinal();

        assertThat(parameters.encode()).isEqualTo(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThat(read(hex, Side.CLIENT).find(ADDRESS_DISCOVERY).map(AddressReports::of))
                .contains(role);
    }

    @Test
    void aRoleThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> read("c00000009f81a176 01 03", Side.CLIENT))
                .isInstanceOf(TransportException.class);
    }

    @ParameterizedTest // a raw byte, not a varint
    @CsvSource({"32, c0003d7f91120401 01 20", "200, c0003d7f91120401 01 c8"})
    void theAddressesForNatTraversalHaveTheseBytes(long count, String hex) throws Exception {
        TransportParameters parameters =
                TransportParameters.builder().set(NAT_TRAVERSAL_ADDRESSES, count).build();

        assertThat(parameters.encode()).isEqualTo(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThat(read(hex, Side.CLIENT).find(NAT_TRAVERSAL_ADDRESSES)).contains(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"c0003d7f91120401 01 00", "c0003d7f91120401 02 4020", "c0003d7f91120401 00"})
    void aBadNumberOfAddressesIsRefused(String hex) {
        assertThatThrownBy(() -> read(hex, Side.CLIENT)).isInstanceOf(TransportException.class);
    }

    @ParameterizedTest // nat-traversal §4.5
    @CsvSource({
        "CLIENT, 0, fd7e9f0bca12fea6 00",
        "SERVER, 8, fd7e9f0bca12fea6 01 08",
        "SERVER, 200, fd7e9f0bca12fea6 02 40c8"
    })
    void theDraftsNatTraversalHasTheseBytes(Side sender, long limit, String hex) throws Exception {
        OptionalLong value = sender == Side.SERVER ? OptionalLong.of(limit) : OptionalLong.empty();
        TransportParameters parameters =
                TransportParameters.builder().set(NAT_TRAVERSAL, value).build();

        assertThat(parameters.encode()).isEqualTo(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThat(read(hex, sender).find(NAT_TRAVERSAL)).contains(value);
    }

    @ParameterizedTest // nat-traversal §4.5
    @CsvSource({
        "CLIENT, fd7e9f0bca12fea6 01 08",
        "SERVER, fd7e9f0bca12fea6 00",
        "SERVER, fd7e9f0bca12fea6 01 00",
        "SERVER, fd7e9f0bca12fea6 01 40",
        "SERVER, fd7e9f0bca12fea6 02 0808"
    })
    void aBadConcurrencyLimitIsRefused(Side sender, String hex) {
        assertRefused(hex, sender);
    }

    @ParameterizedTest // multipath §2.1
    @CsvSource({"0, 3e 01 00", "7, 3e 01 07", "4294967295, 3e 08 c0000000ffffffff"})
    void theHighestPathIdHasTheseBytes(long pathId, String hex) throws Exception {
        TransportParameters parameters =
                TransportParameters.builder().set(INITIAL_MAX_PATH_ID, pathId).build();

        assertThat(parameters.encode()).isEqualTo(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThat(read(hex, Side.CLIENT)).isEqualTo(parameters);
        assertThat(read(hex, Side.SERVER).find(INITIAL_MAX_PATH_ID)).contains(pathId);
    }

    @Test
    void ourOwnBadValueIsAMistakeOfOurs() {
        assertThatThrownBy(() -> TransportParameters.builder().set(ACK_DELAY_EXPONENT, 21L))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test // RFC 9000 §18.1
    void greaseIsOfTheReservedFormAndIgnored() throws Exception {
        TransportParameters parameters =
                TransportParameters.builder().set(INITIAL_MAX_DATA, 5L).build();
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = parameters.encodeWithGrease(random);
            ByteReader in = new ByteReader().reset(bytes, 3, bytes.length - 3);

            assertThat(in.varint() % 31).isEqualTo(27);
            assertThat(TransportParameters.read(bytes, Side.CLIENT)).isEqualTo(parameters);
        }
    }

    private static String unknown(int count) {
        ByteWriter out = new ByteWriter(new byte[5 * count]);
        for (int i = 0; i < count; i++) {
            out.varint(0x10_0000 + i).varint(0);
        }
        return HexFormat.of().formatHex(out.array(), 0, out.position());
    }

    private static void assertRefused(String hex, Side sender) {
        assertThatThrownBy(() -> read(hex, sender))
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e ->
                                assertThat(e.code())
                                        .isEqualTo(
                                                TransportErrorCode.TRANSPORT_PARAMETER_ERROR
                                                        .code()));
    }

    private static TransportParameters read(String hex, Side sender) throws TransportException {
        return TransportParameters.read(HexFormat.of().parseHex(hex.replace(" ", "")), sender);
    }
}
