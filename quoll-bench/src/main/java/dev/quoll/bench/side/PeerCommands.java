package dev.quoll.bench.side;

import java.util.ArrayList;
import java.util.List;

/// A peer's programs. *Immutable*.
record PeerCommands(Peer peer, Terms terms) implements Commands {
    @Override
    public String name() {
        return peer.toString();
    }

    @Override
    public List<String> server() {
        List<String> command = program(peer == Peer.UDP ? "udp-server" : "server");
        command.addAll(List.of("--listen", "127.0.0.1:0"));
        if (peer == Peer.UDP) {
            return command;
        }
        command.addAll(List.of("--cert", terms.chain().toString()));
        command.addAll(List.of("--key", terms.key().toString()));
        return withCommon(command);
    }

    @Override
    public List<String> client(String address) {
        List<String> command = program(peer == Peer.UDP ? "udp-client" : "client");
        command.add(address);
        if (peer == Peer.UDP) {
            return command;
        }
        command.addAll(List.of("--ca", terms.authority().toString()));
        return withCommon(command);
    }

    @Override
    public boolean tellsHeap() {
        return false;
    }

    private List<String> program(String end) {
        String name = peer.installName() + "-speed";
        return new ArrayList<>(List.of(terms.programs().resolve(name).toString(), end));
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
