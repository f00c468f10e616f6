package dev.quoll.interop.nat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The end outside: two ports at each of two addresses. A datagram of one byte names the one that
/// is to answer, with the address at which the sender is seen. *Confined* to who starts and stops
/// it.
final class Outside implements AutoCloseable {
    /// At the first address its two ports, then at the other the same two.
    static final int SOCKETS = 4;

    private final List<DatagramSocket> sockets = new ArrayList<>();

    private Outside() {}

    /// Answers until it is closed.
    ///
    /// @param port the first; the next is the second
    static Outside open(InetAddress address, InetAddress other, int port) throws IOException {
        Outside outside = new Outside();
        for (InetSocketAddress place : places(address, other, port)) {
            outside.sockets.add(new DatagramSocket(place));
        }
        for (DatagramSocket socket : outside.sockets) {
            Thread.ofPlatform().daemon().start(() -> outside.answer(socket));
        }
        return outside;
    }

    /// Where it answers.
    static List<InetSocketAddress> places(InetAddress address, InetAddress other, int port) {
        return List.of(
                new InetSocketAddress(address, port),
                new InetSocketAddress(address, port + 1),
                new InetSocketAddress(other, port),
                new InetSocketAddress(other, port + 1));
    }

    private void answer(DatagramSocket socket) {
        DatagramPacket question = new DatagramPacket(new byte[1], 1);
        try {
            while (true) {
                socket.receive(question);
                int answerer = question.getData()[0];
                if (question.getLength() == 1 && answerer >= 0 && answerer < SOCKETS) {
                    byte[] answer = seen(question).getBytes(StandardCharsets.US_ASCII);
                    sockets.get(answerer)
                            .send(
                                    new DatagramPacket(
                                            answer, answer.length, question.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static String seen(DatagramPacket question) {
        return question.getAddress().getHostAddress() + " " + question.getPort();
    }

    @Override
    public void close() {
        sockets.forEach(DatagramSocket::close);
    }
}
