package dev.quoll.interop.nat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A host behind a translator that asks [Outside] what the translator does. Each question has a
/// port of its own, so that no answer changes the next. *Confined*.
///
/// @param outside where it answers, as [Outside#places] has it
record Inside(List<InetSocketAddress> outside) {
    private static final int TRIES = 3;
    private static final int WAIT_MILLIS = 200;
    private static final int LONGEST_ANSWER = 100;

    /// Names in [#outside], as seen from the first.
    private static final int FIRST = 0;

    private static final int OTHER_PORT = 1;
    private static final int OTHER_ADDRESS = 2;
    private static final int ALL_OTHER = 3;

    Inside {
        outside = List.copyOf(outside);
    }

    /// Asks everything.
    ///
    /// @throws IOException if nobody answers at all
    Behaviour ask() throws IOException {
        Dependence mapping = mapping();
        try (DatagramSocket socket = newSocket()) {
            boolean preserves = seen(socket, FIRST).getPort() == socket.getLocalPort();
            return new Behaviour(mapping, filtering(), preserves, isSteady(), hairpins());
        }
    }

    /// RFC 4787 §4.1: one port of ours, seen by three others.
    private Dependence mapping() throws IOException {
        try (DatagramSocket socket = newSocket()) {
            InetSocketAddress first = seen(socket, FIRST);
            if (!first.equals(seen(socket, OTHER_PORT))) {
                return Dependence.ADDRESS_AND_PORT_DEPENDENT;
            }
            return first.equals(seen(socket, OTHER_ADDRESS))
                    ? Dependence.ENDPOINT_INDEPENDENT
                    : Dependence.ADDRESS_DEPENDENT;
        }
    }

    /// RFC 4787 §5: one port of ours that wrote to one place alone; who may answer?
    private Dependence filtering() throws IOException {
        try (DatagramSocket socket = newSocket()) {
            if (answer(socket, FIRST, ALL_OTHER).isPresent()) {
                return Dependence.ENDPOINT_INDEPENDENT;
            }
            return answer(socket, FIRST, OTHER_PORT).isPresent()
                    ? Dependence.ADDRESS_DEPENDENT
                    : Dependence.ADDRESS_AND_PORT_DEPENDENT;
        }
    }

    /// Whether a place that wrote to us first sees us at the port where others do.
    private boolean isSteady() throws IOException {
        try (DatagramSocket socket = newSocket()) {
            InetSocketAddress before = seen(socket, FIRST);
            var _ = answer(socket, FIRST, ALL_OTHER);
            return mapping() != Dependence.ENDPOINT_INDEPENDENT
                    || before.equals(seen(socket, ALL_OTHER));
        }
    }

    /// RFC 4787 §6.
    private boolean hairpins() throws IOException {
        try (DatagramSocket socket = newSocket();
                DatagramSocket neighbour = newSocket()) {
            InetSocketAddress target = seen(socket, FIRST);
            InetSocketAddress own = new InetSocketAddress(localAddress(), socket.getLocalPort());
            if (target.equals(own)) {
                return false; // nothing is translated
            }
            for (int i = 0; i < TRIES; i++) {
                neighbour.send(new DatagramPacket(new byte[1], 1, target));
                if (received(socket).isPresent()) {
                    return true;
                }
            }
            return false;
        }
    }

    private InetAddress localAddress() throws IOException {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(outside.getFirst());
            return probe.getLocalAddress();
        }
    }

    private InetSocketAddress seen(DatagramSocket socket, int place) throws IOException {
        String[] words =
                answer(socket, place, place)
                        .orElseThrow(() -> new IOException("no answer of " + outside.get(place)))
                        .split(" ", -1);
        return new InetSocketAddress(InetAddress.getByName(words[0]), Integer.parseInt(words[1]));
    }

    /// Asks `asked` to have `answerer` answer.
    private Optional<String> answer(DatagramSocket socket, int asked, int answerer)
            throws IOException {
        for (int i = 0; i < TRIES; i++) {
            byte[] question = {(byte) answerer};
            socket.send(new DatagramPacket(question, question.length, outside.get(asked)));
            Optional<DatagramPacket> answer = received(socket);
            while (answer.isPresent()) {
                if (answer.get().getSocketAddress().equals(outside.get(answerer))) {
                    return answer.map(Inside::text);
                }
                answer = received(socket); // a late one to another question
            }
        }
        return Optional.empty();
    }

    private static Optional<DatagramPacket> received(DatagramSocket socket) throws IOException {
        DatagramPacket answer = new DatagramPacket(new byte[LONGEST_ANSWER], LONGEST_ANSWER);
        try {
            socket.receive(answer);
            return Optional.of(answer);
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    private static String text(DatagramPacket answer) {
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
    }

    private static DatagramSocket newSocket() throws SocketException {
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(WAIT_MILLIS);
        return socket;
    }
}
