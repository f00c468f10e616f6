package dev.quoll.relay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.relay.PeerKey;

import org.junit.jupiter.api.Test;

class HandlesTest {
    private final Handles handles = new Handles(3);

    @Test
    void thereAreSoManyAtMostAndTheLeastUsedMakesRoom() {
        for (int peer = 1; peer <= 3; peer++) {
            assertThat(handles.makeRoom()).isNull();
            assertThat(handles.give(key(peer)).handle()).isEqualTo(peer);
        }
        assertThat(handles.find(1)).isNotNull(); // used
        Handles.Entry withdrawn = handles.makeRoom();
        assertThat(withdrawn).isNotNull();

        assertThat(withdrawn.key()).isEqualTo(key(2));
        assertThat(handles.find(2)).isNull();
        assertThat(handles.find(key(2))).isNull();
        assertThat(handles.give(key(4)).handle()).isEqualTo(4);
        assertThat(handles.count()).isEqualTo(3);
    }

    @Test
    void noNumberIsGivenTwice() {
        for (int i = 1; i <= 100; i++) {
            handles.makeRoom();

            assertThat(handles.give(key(i % 5)).handle()).isEqualTo(i);
        }
        assertThat(handles.count()).isEqualTo(3);
    }

    @Test
    void thatNobodyIsThereIsToldOncePerAbsence() {
        Handles.Entry entry = handles.give(key(1));

        assertThat(entry.onUse(true)).isFalse();
        assertThat(entry.onUse(false)).isTrue();
        assertThat(entry.onUse(false)).isFalse();
        assertThat(entry.onUse(true)).isFalse();
        assertThat(entry.onUse(false)).isTrue();
    }

    private static PeerKey key(int number) {
        byte[] bytes = new byte[PeerKey.LENGTH];
        bytes[0] = (byte) number;
        return PeerKey.of(bytes);
    }
}
