package dev.quoll.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.cid.IssuedId;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.params.TransportParameter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class LocalParametersTest {
    private static final ConnectionId ID = ConnectionId.of(new byte[] {1, 2, 3, 4});

    @ParameterizedTest // multipath §2.1
    @ValueSource(ints = {1, 8, MultipathConfig.MAX_PATHS})
    void soManyPathsEndBelowTheirNumber(int paths) {
        assertThat(maxPathId(Side.CLIENT, MultipathConfig.of(paths), ID)).contains(paths - 1L);
        assertThat(maxPathId(Side.SERVER, MultipathConfig.of(paths), ID)).contains(paths - 1L);
    }

    @ParameterizedTest // multipath §2.1
    @EnumSource
    void withoutTheExtensionNothingIsSaidOfPaths(Side side) {
        assertThat(maxPathId(side, MultipathConfig.OFF, ID)).isEmpty();
    }

    @Test // multipath §2.1
    void whoHasNoConnectionIdsOffersNoPaths() {
        assertThat(maxPathId(Side.CLIENT, MultipathConfig.of(8), ConnectionId.EMPTY)).isEmpty();
    }

    private static Optional<Long> maxPathId(Side side, MultipathConfig multipath, ConnectionId id) {
        IssuedId handshakeId =
                new IssuedId(
                        0, id, StatelessResetToken.of(new byte[StatelessResetToken.LENGTH], 0));
        return LocalParameters.of(
                        side, ConnectionConfig.DEFAULT.withMultipath(multipath), handshakeId)
                .build()
                .find(TransportParameter.INITIAL_MAX_PATH_ID);
    }
}
