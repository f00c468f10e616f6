package dev.quoll.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the two programs of a trial are started with; the README describes it. *Immutable*.
///
/// @param sessions a file for a client that keeps sessions in one
record CommandLines(Workplace workplace, Trial trial, Path sessions) {
    private static final String SERVER_NAME = "localhost";

    /// @param listen the address
    List<String> server(Program program, String listen) {
        Leaf leaf = setup().leaf();
        List<String> line = start(program, Role.SERVER);
        line.addAll(List.of("--listen", listen));
        line.addAll(List.of("--cert", file(leaf.certificateFile())));
        line.addAll(List.of("--key", file(leaf.keyFile())));
        setup().serverGroup().ifPresent(group -> line.addAll(List.of("--groups", group)));
        if (setup().client().isAsked()) {
            line.addAll(List.of("--client-ca", file(ClientCertificate.ROOT_FILE)));
        }
        addEarly(line);
        return end(program, line, Role.SERVER, listen);
    }

    /// Two connections are two runs of a client that keeps sessions in a file; this is the first.
    List<String> firstClient(Program program, String address) {
        return client(program, address, Work.handshake());
    }

    /// @param address of the server
    List<String> client(Program program, String address) {
        List<String> line = client(program, address, setup().work());
        if (setup().visits().areTwo() && !program.keepsSessions()) {
            line.add("--resume");
        }
        addEarly(line);
        return line;
    }

    private List<String> client(Program program, String address, Work work) {
        List<String> line = start(program, Role.CLIENT);
        line.addAll(List.of(address, "--server-name", SERVER_NAME));
        line.addAll(List.of("--ca", file(setup().rootFile())));
        line.addAll(List.of("--mode", work.mode().label()));
        line.addAll(List.of("--bytes", Long.toString(work.bytes())));
        line.addAll(List.of("--streams", Integer.toString(Math.max(1, work.streams()))));
        setup().client()
                .certificateFile()
                .ifPresent(name -> line.addAll(List.of("--client-cert", file(name))));
        setup().client()
                .keyFile()
                .ifPresent(name -> line.addAll(List.of("--client-key", file(name))));
        if (setup().visits().areTwo() && program.keepsSessions()) {
            line.addAll(List.of("--session", sessions.toString()));
        }
        return end(program, line, Role.CLIENT, address);
    }

    private List<String> start(Program program, Role end) {
        List<String> line = new ArrayList<>(program.command());
        line.add(end.label());
        return line;
    }

    /// Our side alone is told which suite to use.
    private List<String> end(Program program, List<String> line, Role end, String address) {
        if (trial.role() == end) {
            setup().ourCipher().ifPresent(suite -> line.addAll(List.of("--cipher", suite)));
        }
        if (program.isQuoll() && setup().network().link().isPresent()) {
            line.addAll(List.of("--connect-timeout", "60"));
        }
        line.addAll(setup().feature().options(end, address));
        line.add("--json");
        return line;
    }

    private void addEarly(List<String> line) {
        if (setup().visits().areEarly()) {
            line.add("--early");
        }
    }

    private Setup setup() {
        return trial.test().setup();
    }

    private String file(String name) {
        return workplace.certificate(name);
    }
}
