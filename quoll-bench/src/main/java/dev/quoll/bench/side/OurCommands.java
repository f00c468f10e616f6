package dev.quoll.bench.side;

import dev.quoll.bench.end.EndMain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Quoll's ends: JVMs like this one. *Immutable*.
record OurCommands(Terms terms) implements Commands {
    @Override
    public String name() {
        return "ours";
    }

    @Override
    public List<String> server() {
        List<String> command = java();
        command.addAll(List.of("server", "--listen", "0"));
        command.addAll(List.of("--cert", terms.chain().toString()));
        command.addAll(List.of("--key", terms.key().toString()));
        return withCommon(command);
    }

    @Override
    public List<String> client(String address) {
        List<String> command = java();
        command.addAll(List.of("client", address, "--ca", terms.authority().toString()));
        return withCommon(command);
    }

    @Override
    public boolean tellsHeap() {
        return true;
    }

    private List<String> withCommon(List<String> command) {
        command.addAll(List.of("--window", String.valueOf(terms.window())));
        command.addAll(List.of("--group", terms.group()));
        command.addAll(List.of("--threads", terms.threads().name()));
        command.addAll(List.of("--provider", terms.provider().name()));
        command.addAll(List.of("--spin", String.valueOf(terms.spinMicros())));
        return command;
    }

    private List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (terms.sockets() == Sockets.NATIVE) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(terms.flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(EndMain.class.getName());
        return command;
    }
}
