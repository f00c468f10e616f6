package dev.quoll.bench.side;

import java.util.ArrayList;
import java.util.List;

/// A peer's programs. *Immutable*.
record PeerCommands(Peer peer, Terms terms) implements Commands {
    private static final String ANY_PORT = "127.0.0.1:0";

    @Override
    public String name() {
        return peer.toString();
    }

    @Override
    public List<String> server() {
        if (peer == Peer.UDP) {
            return program("udp-server", "--listen", ANY_PORT);
        }
        List<String> command = program("server", "--listen", ANY_PORT);
        command.addAll(List.of("--cert", terms.chain().toString()));
        command.addAll(List.of("--key", terms.key().toString()));
        return withCommon(command);
    }

    @Override
    public List<String> client(String address) {
        if (peer == Peer.UDP) {
            return program("udp-client", address);
        }
        return withCommon(program("client", address, "--ca", terms.authority().toString()));
    }

    @Override
    public boolean tellsHeap() {
        return false;
    }

    private List<String> program(String... arguments) {
        String name = peer.installName() + "-speed";
        List<String> command = new ArrayList<>();
        command.add(terms.programs().resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private List<String> withCommon(List<String> command) {
        command.addAll(List.of("--window", String.valueOf(terms.window())));
        command.addAll(List.of("--group", terms.group()));
        if (peer == Peer.QUINN_ST) {
            command.add("--st");
        }
        return command;
    }
}
