package dev.quoll.tls.handshake;

import dev.quoll.core.spi.EncryptionLevel;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a peer sends, in the form the fuzzer writes: a byte that chooses the settings, then steps.
///
/// ```
/// Script { Choice (8), Step (..) ... }
/// Step { Flags (8), Length (16), Bytes (..) }
/// ```
///
/// Whatever bytes there are make a script: a last step may be shorter than it says.
record Script(int choice, List<Step> steps) {
    private static final int MAX_STEPS = 24;
    private static final int LEVEL = 0x03;
    private static final int RAW = 0x04;
    private static final int PIECES = 0x18;
    private static final int PIECES_SHIFT = 3;
    private static final int TASKS_WAIT = 0x20;
    private static final int[] PIECE_LENGTHS = {Integer.MAX_VALUE, 1, 7, 100};

    /// Bytes of one level, sent at once or in pieces.
    record Step(int flags, byte[] bytes) {
        /// A step of honest messages, sent at once.
        static Step of(EncryptionLevel level, byte[] bytes) {
            return new Step(level.ordinal(), bytes);
        }

        EncryptionLevel level() {
            return EncryptionLevel.values()[flags & LEVEL];
        }

        /// Whether what only the holder of the keys can compute is put right before it is sent.
        boolean isMended() {
            return (flags & RAW) == 0;
        }

        int pieceLength() {
            return PIECE_LENGTHS[(flags & PIECES) >>> PIECES_SHIFT];
        }

        /// Whether the tasks it causes are run only after the next step.
        boolean leavesTasks() {
            return (flags & TASKS_WAIT) != 0;
        }
    }

    static Script read(byte[] data) {
        List<Step> steps = new ArrayList<>();
        int position = 1;
        while (position + 3 <= data.length && steps.size() < MAX_STEPS) {
            int length = (data[position + 1] & 0xff) << 8 | data[position + 2] & 0xff;
            int begin = position + 3;
            int end = Math.min(begin + length, data.length);
            steps.add(new Step(data[position], Arrays.copyOfRange(data, begin, end)));
            position = end;
        }
        return new Script(data.length == 0 ? 0 : data[0] & 0xff, steps);
    }

    byte[] write() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(choice);
        for (Step step : steps) {
            out.write(step.flags());
            out.write(step.bytes().length >>> 8);
            out.write(step.bytes().length);
            out.writeBytes(step.bytes());
        }
        return out.toByteArray();
    }

    /// The setting that the first byte chooses.
    <T> T of(T[] settings) {
        return settings[choice % settings.length];
    }
}
