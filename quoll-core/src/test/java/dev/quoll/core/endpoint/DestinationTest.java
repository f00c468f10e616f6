package dev.quoll.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DestinationTest {
    private static final int ID_LENGTH = 4;

    private final Destination destination = new Destination(ID_LENGTH);

    @Test
    void aShortHeaderHasTheIdBehindItsFirstByte() {
        byte[] datagram = {0x40, 1, 2, 3, 4, 9};
        assertThat(destination.read(datagram, 0, datagram.length)).isTrue();
        assertThat(destination.offset()).isEqualTo(1);
        assertThat(destination.length()).isEqualTo(ID_LENGTH);
        assertThat(destination.read(datagram, 0, ID_LENGTH)).isFalse();
    }

    @Test
    void theSameIdInShortHeadersIsRecognised() {
        byte[] joined = {0x40, 1, 2, 3, 4, 7, 0x47, 1, 2, 3, 4, 8, 0x40, 1, 2, 3, 5, 8};
        assertThat(destination.isSame(joined, 0, 6, 6)).isTrue();
        assertThat(destination.isSame(joined, 6, 12, 6)).isFalse();
    }

    @Test
    void whatIsTooShortOrHasALongHeaderIsNotTakenForTheSame() {
        byte[] joined = {(byte) 0xc0, 1, 2, 3, 4, 7, 0x40, 1, 2, 3, 4};
        assertThat(destination.isSame(joined, 0, 6, 5)).isFalse();
        byte[] cut = {0x40, 1, 2, 3, 4, 7, 0x40, 1, 2, 3};
        assertThat(destination.isSame(cut, 0, 6, 4)).isFalse();
    }
}
