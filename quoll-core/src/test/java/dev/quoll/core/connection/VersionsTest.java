package dev.quoll.core.connection;

import static dev.quoll.core.version.QuicVersion.V1;
import static dev.quoll.core.version.QuicVersion.V2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.core.connection.Versions.Origin;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.params.VersionInformation;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.version.QuicVersion;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// @spec https://www.rfc-editor.org/rfc/rfc9368#section-4 RFC 9368, section 4
class VersionsTest {
    private static final int STRANGE = 0x0a1a2a3a;

    @ParameterizedTest
    @CsvSource({
        "V1 V2, V1 V2, V1, V1",
        "V2 V1, V1 V2, V1, V1",
        "V1 V2, V2 V1, V1, V1",
        "V2 V1, V2 V1, V1, V2",
        "V1 V2, V1 V2, V2, V1",
        "V2 V1, V1 V2, V2, V2",
        "V2 V1, V1, V1, V1",
        "V1, V2 V1, V1, V1",
    })
    void aServerGoesOverToWhatBothPrefer(
            String server, String client, QuicVersion begun, QuicVersion chosen)
            throws TransportException {
        Versions versions = new Versions(Side.SERVER, list(server), begun, Origin.CHOSEN);

        versions.onClient(information(begun, list(client)));

        assertThat(versions.current()).isEqualTo(chosen);
        assertThat(versions.original()).isEqualTo(begun);
        assertThat(versions.information(new SplittableRandom(1)).chosen()).isEqualTo(chosen.wire());
    }

    @Test
    void aClientThatSaysNothingStaysWhereItBegan() throws TransportException {
        Versions versions = server();
        versions.onClient(Optional.empty());

        assertThat(versions.current()).isEqualTo(V1);
    }

    @Test
    void aClientThatDidNotBeginAsItSaysIsRefused() {
        assertRefused(() -> server().onClient(information(V2, List.of(V2, V1))));
    }

    @Test
    void strangeVersionsOfAPeerAreSkipped() throws TransportException {
        Versions versions = server();
        versions.onClient(
                Optional.of(
                        new VersionInformation(
                                V1.wire(), List.of(STRANGE, V2.wire(), STRANGE, V1.wire()))));

        assertThat(versions.current()).isEqualTo(V2);
    }

    @Test
    void weTellOurVersionsAndAReservedOne() {
        VersionInformation told = server().information(new SplittableRandom(1));

        assertThat(told.chosen()).isEqualTo(V1.wire());
        assertThat(told.available()).hasSize(3).containsSubsequence(V2.wire(), V1.wire());
        assertThat(told.available()).anyMatch(each -> (each & 0x0f0f0f0f) == 0x0a0a0a0a);
    }

    @Test
    void aClientGoesOverWithTheServersFirstInitial() throws TransportException {
        Versions versions = client(Origin.CHOSEN);
        assertThat(versions.accepts(EncryptionLevel.INITIAL, V2)).isTrue();
        versions.onInitial(V2);

        assertThat(versions.current()).isEqualTo(V2);
        assertThat(versions.at(EncryptionLevel.ZERO_RTT)).isEqualTo(V1);
        assertThat(versions.accepts(EncryptionLevel.INITIAL, V1)).isFalse();
        assertThat(versions.accepts(EncryptionLevel.HANDSHAKE, V1)).isFalse();
        versions.onServer(information(V2, List.of(V1, V2)));
    }

    @Test
    void onceTheServerSpokeTheVersionStays() {
        Versions versions = client(Origin.CHOSEN);
        versions.onInitial(V1);
        versions.onServerSpoke();

        assertThat(versions.accepts(EncryptionLevel.INITIAL, V2)).isFalse();
        versions.onInitial(V2);
        assertThat(versions.current()).isEqualTo(V1);
    }

    @Test
    void aVersionAClientDidNotOfferIsDropped() {
        Versions versions = new Versions(Side.CLIENT, List.of(V1), V1, Origin.CHOSEN);

        assertThat(versions.accepts(EncryptionLevel.INITIAL, V2)).isFalse();
    }

    @Test
    void aServerTakesEarlyDataInTheFirstVersionAlone() throws TransportException { // RFC 9369 §4.1
        Versions versions = server();
        versions.onClient(information(V1, List.of(V2, V1)));

        assertThat(versions.accepts(EncryptionLevel.ZERO_RTT, V1)).isTrue();
        assertThat(versions.accepts(EncryptionLevel.ZERO_RTT, V2)).isFalse();
        assertThat(versions.accepts(EncryptionLevel.INITIAL, V1)).isTrue();
        assertThat(versions.accepts(EncryptionLevel.INITIAL, V2)).isTrue();
        assertThat(versions.accepts(EncryptionLevel.HANDSHAKE, V1)).isFalse();
    }

    @Test
    void aServerThatChoseAnotherVersionThanItsPacketsShowIsRefused() {
        assertRefused(() -> client(Origin.CHOSEN).onServer(information(V2, List.of(V1, V2))));
    }

    @Test
    void aServerThatGoesOverAndDoesNotSaySoIsRefused() {
        Versions versions = client(Origin.CHOSEN);
        versions.onInitial(V2);

        assertRefused(() -> versions.onServer(Optional.empty()));
    }

    @Test
    void aServerMayKnowNothingOfVersions() throws TransportException {
        Versions versions = client(Origin.CHOSEN);
        versions.onServer(Optional.empty());

        assertThat(versions.current()).isEqualTo(V1);
    }

    @Test
    void afterAnOfferTheServerMustHaveMadeIt() throws TransportException {
        client(Origin.OFFERED).onServer(information(V1, List.of(V1)));

        assertRefused(() -> client(Origin.OFFERED).onServer(Optional.empty()));
        assertRefused(() -> client(Origin.OFFERED).onServer(information(V1, List.of())));
        assertRefused(() -> client(Origin.OFFERED).onServer(information(V1, List.of(V1, V2))));
    }

    /// A client that likes version 2 better and has begun in version 1.
    private static Versions client(Origin origin) {
        return new Versions(Side.CLIENT, List.of(V2, V1), V1, origin);
    }

    private static Versions server() {
        return new Versions(Side.SERVER, List.of(V2, V1), V1, Origin.CHOSEN);
    }

    private static Optional<VersionInformation> information(
            QuicVersion chosen, List<QuicVersion> available) {
        List<Integer> wire = new ArrayList<>();
        available.forEach(each -> wire.add(each.wire()));
        return Optional.of(new VersionInformation(chosen.wire(), wire));
    }

    private static List<QuicVersion> list(String names) {
        List<QuicVersion> versions = new ArrayList<>();
        for (String name : names.split(" ", -1)) {
            versions.add(QuicVersion.valueOf(name));
        }
        return versions;
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(call)
                .returns(
                        TransportErrorCode.VERSION_NEGOTIATION_ERROR.code(),
                        TransportException::code);
    }
}
