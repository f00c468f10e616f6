package dev.quoll.core.params;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.id.StreamId;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

class TransportParametersProperties {
    @Property
    void whatIsWrittenIsRead(@ForAll("serverParameters") TransportParameters parameters)
            throws Exception {
        byte[] encoded = parameters.encode();

        TransportParameters read = TransportParameters.read(encoded, Side.SERVER);

        assertThat(read).isEqualTo(parameters).hasSameHashCodeAs(parameters);
        assertThat(read).hasToString(parameters.toString());
        assertThat(read.encode()).isEqualTo(encoded);
    }

    @Property(tries = 20_000)
    void randomBytesThrowNothingButParameterErrors(
            @ForAll @Size(max = 80) byte[] bytes, @ForAll Side sender) {
        try {
            TransportParameters read = TransportParameters.read(bytes, sender);
            assertThat(read.toString()).startsWith("TransportParameters");
        } catch (TransportException e) {
            assertThat(e.code()).isEqualTo(TransportErrorCode.TRANSPORT_PARAMETER_ERROR.code());
        }
    }

    @Property(tries = 5000)
    void flippedBitsThrowNothingButParameterErrors(
            @ForAll("serverParameters") TransportParameters parameters, @ForAll int bit) {
        byte[] bytes = parameters.encode();
        if (bytes.length > 0) {
            int at = Math.floorMod(bit, bytes.length * Byte.SIZE);
            bytes[at / Byte.SIZE] ^= (byte) (1 << at % Byte.SIZE);
        }
        randomBytesThrowNothingButParameterErrors(bytes, Side.SERVER);
    }

    @Provide
    Arbitrary<TransportParameters> serverParameters() {
        return settings().list().ofMaxSize(25).map(TransportParametersProperties::build);
    }

    private static TransportParameters build(
            List<UnaryOperator<TransportParameters.Builder>> settings) {
        TransportParameters.Builder builder = TransportParameters.builder();
        for (UnaryOperator<TransportParameters.Builder> setting : settings) {
            builder = setting.apply(builder);
        }
        return builder.build();
    }

    private static Arbitrary<UnaryOperator<TransportParameters.Builder>> settings() {
        return Arbitraries.oneOf(
                List.of(
                        of(TransportParameter.MAX_IDLE_TIMEOUT, integers(0, Varint.MAX_VALUE)),
                        of(
                                TransportParameter.MAX_UDP_PAYLOAD_SIZE,
                                integers(1200, Varint.MAX_VALUE)),
                        of(TransportParameter.INITIAL_MAX_DATA, integers(0, Varint.MAX_VALUE)),
                        of(
                                TransportParameter.INITIAL_MAX_STREAMS_BIDI,
                                integers(0, StreamId.MAX_COUNT)),
                        of(TransportParameter.ACK_DELAY_EXPONENT, integers(0, 20)),
                        of(TransportParameter.MAX_ACK_DELAY, integers(25, (1 << 14) - 1)),
                        of(TransportParameter.MIN_ACK_DELAY, integers(0, 25_000)),
                        of(TransportParameter.INITIAL_MAX_PATH_ID, integers(0, PathId.MAX_VALUE)),
                        of(
                                TransportParameter.DISABLE_ACTIVE_MIGRATION,
                                Arbitraries.of(true, false)),
                        of(TransportParameter.GREASE_QUIC_BIT, Arbitraries.of(true, false)),
                        of(TransportParameter.STATELESS_RESET_TOKEN, tokens()),
                        of(TransportParameter.INITIAL_SOURCE_CONNECTION_ID, ids(1)),
                        of(TransportParameter.ORIGINAL_DESTINATION_CONNECTION_ID, ids(0)),
                        of(TransportParameter.RETRY_SOURCE_CONNECTION_ID, ids(0)),
                        of(TransportParameter.VERSION_INFORMATION, versions()),
                        of(TransportParameter.PREFERRED_ADDRESS, preferredAddresses())));
    }

    private static <T> Arbitrary<UnaryOperator<TransportParameters.Builder>> of(
            TransportParameter<T> parameter, Arbitrary<T> values) {
        return values.map(value -> builder -> builder.set(parameter, value));
    }

    private static Arbitrary<Long> integers(long min, long max) {
        return Arbitraries.longs().between(min, max);
    }

    private static Arbitrary<byte[]> bytes(int min, int max) {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max);
    }

    private static Arbitrary<StatelessResetToken> tokens() {
        return bytes(16, 16).map(token -> StatelessResetToken.of(token, 0));
    }

    private static Arbitrary<ConnectionId> ids(int min) {
        return bytes(min, ConnectionId.MAX_LENGTH).map(ConnectionId::of);
    }

    private static Arbitrary<VersionInformation> versions() {
        Arbitrary<Integer> version = Arbitraries.integers().filter(number -> number != 0);
        return Combinators.combine(version, version.list().ofMaxSize(5))
                .as(VersionInformation::new);
    }

    private static Arbitrary<PreferredAddress> preferredAddresses() {
        return Combinators.combine(addresses(4), addresses(16), ids(1), tokens())
                .as(PreferredAddress::new);
    }

    private static Arbitrary<Optional<InetSocketAddress>> addresses(int length) {
        Arbitrary<byte[]> hosts =
                bytes(length, length).map(TransportParametersProperties::withFirstByteSet);
        return Combinators.combine(hosts, Arbitraries.integers().between(1, 65535))
                .as(TransportParametersProperties::address)
                .optional();
    }

    /// Neither the address of no host nor an IPv4 address inside an IPv6 one.
    private static byte[] withFirstByteSet(byte[] host) {
        host[0] |= 1;
        return host;
    }

    private static InetSocketAddress address(byte[] host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(host), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
