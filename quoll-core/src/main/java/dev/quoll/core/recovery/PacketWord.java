package dev.quoll.core.recovery;

/// What [SentPackets] keeps of a packet besides its times and frames, packed in one `long`: state
/// (3 bits), flags (8), length (17), number of frames (16) and route (20), from the lowest bit up.
final class PacketWord {
    private static final int STATE_MASK = 0x7;
    private static final int FLAGS_SHIFT = 3;
    private static final int FLAGS_MASK = 0xff;
    private static final int BYTES_SHIFT = 11;
    private static final int BYTES_MASK = 0x1_ffff;
    private static final int FRAMES_SHIFT = 28;
    private static final int FRAMES_MASK = 0xffff;
    private static final int ROUTE_SHIFT = 44;
    private static final int ROUTE_MASK = 0xf_ffff;

    private PacketWord() {}

    static long of(int state, int flags, int bytes, int frameCount, int route) {
        assert (state & ~STATE_MASK) == 0 && (flags & ~FLAGS_MASK) == 0;
        assert (bytes & ~BYTES_MASK) == 0 && (frameCount & ~FRAMES_MASK) == 0;
        assert (route & ~ROUTE_MASK) == 0;
        return state
                | (long) flags << FLAGS_SHIFT
                | (long) bytes << BYTES_SHIFT
                | (long) frameCount << FRAMES_SHIFT
                | (long) route << ROUTE_SHIFT;
    }

    static long withState(long word, int state) {
        return word & ~STATE_MASK | state;
    }

    static long withFlag(long word, int flag) {
        return word | (long) flag << FLAGS_SHIFT;
    }

    static int state(long word) {
        return (int) word & STATE_MASK;
    }

    static int flags(long word) {
        return (int) (word >>> FLAGS_SHIFT) & FLAGS_MASK;
    }

    static int bytes(long word) {
        return (int) (word >>> BYTES_SHIFT) & BYTES_MASK;
    }

    static int frameCount(long word) {
        return (int) (word >>> FRAMES_SHIFT) & FRAMES_MASK;
    }

    static int route(long word) {
        return (int) (word >>> ROUTE_SHIFT) & ROUTE_MASK;
    }
}
