package dev.quoll.qlog;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.NewTokenFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.ObservedPacket;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Finds in packets what must not be written, as the digits it would be written in.
final class Secrets {
    private static final int ENOUGH = 8;

    private Secrets() {}

    static void collect(Observation told, List<String> secrets) {
        if (told instanceof Observation.PacketSent(ObservedPacket packet)) {
            FrameReader frames = new FrameReader();
            frames.readMultipath();
            frames.reset(packet.payload(), 0, packet.payload().length);
            try {
                for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                    collect(frame, secrets);
                }
            } catch (TransportException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void collect(Frame frame, List<String> secrets) {
        switch (frame) {
            case StreamFrame stream ->
                    add(stream.array(), stream.dataOffset(), stream.dataLength(), secrets);
            case CryptoFrame crypto ->
                    add(crypto.array(), crypto.dataOffset(), crypto.dataLength(), secrets);
            case NewTokenFrame token -> add(token.token(), 0, token.token().length, secrets);
            case NewConnectionIdFrame issued -> add(issued, secrets);
            case PathNewConnectionIdFrame(_, NewConnectionIdFrame issued) -> add(issued, secrets);
            default -> {}
        }
    }

    private static void add(NewConnectionIdFrame issued, List<String> secrets) {
        byte[] token = issued.statelessResetToken().toBytes();
        add(token, 0, token.length, secrets);
    }

    private static void add(byte[] bytes, int offset, int length, List<String> secrets) {
        if (length >= ENOUGH) {
            byte[] some = Arrays.copyOfRange(bytes, offset, offset + ENOUGH);
            secrets.add(HexFormat.of().formatHex(some));
        }
    }
}
