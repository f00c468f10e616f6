package dev.quoll.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.id.Side;

import org.junit.jupiter.api.Test;

class SpinBitTest { // RFC 9000 §17.4
    @Test
    void theBitChangesOnceARoundTrip() {
        SpinBit client = SpinBit.spinning(Side.CLIENT);
        SpinBit server = SpinBit.spinning(Side.SERVER);
        boolean before = client.value();
        for (int i = 0; i < 10; i++) {
            server.onNewest(client.value());
            client.onNewest(server.value());
            assertThat(client.value()).isNotEqualTo(before);
            before = client.value();
        }
    }

    @Test
    void aStillBitStaysWhatItIs() {
        SpinBit still = SpinBit.still(Side.SERVER, true);
        still.onNewest(false);

        assertThat(still.value()).isTrue();
    }
}
