package dev.quoll.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A program with the common command line, which can be either end. *Immutable*.
///
/// @param command what comes before `server` and `client`
record Program(String name, List<String> command) {
    /// The name of our own.
    static final String QUOLL = "quoll";

    private static final String SERVER_NAME = "localhost";

    Program {
        command = List.copyOf(command);
    }

    boolean isQuoll() {
        return name.equals(QUOLL);
    }

    List<String> server(String certificate, String key, Optional<String> cipher) {
        List<String> line = start("server");
        line.addAll(List.of("--listen", "127.0.0.1:0", "--cert", certificate, "--key", key));
        return end(line, cipher);
    }

    List<String> client(String address, String ca, Work work, Optional<String> cipher) {
        List<String> line = start("client");
        line.addAll(List.of(address, "--server-name", SERVER_NAME, "--ca", ca));
        line.addAll(List.of("--mode", work.mode().label()));
        line.addAll(List.of("--bytes", Long.toString(work.bytes())));
        line.addAll(List.of("--streams", Integer.toString(Math.max(1, work.streams()))));
        return end(line, cipher);
    }

    private List<String> start(String end) {
        List<String> line = new ArrayList<>(command);
        line.add(end);
        return line;
    }

    private static List<String> end(List<String> line, Optional<String> cipher) {
        cipher.ifPresent(suite -> line.addAll(List.of("--cipher", suite)));
        line.add("--json");
        return line;
    }
}
