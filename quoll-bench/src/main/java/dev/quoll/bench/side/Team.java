package dev.quoll.bench.side;

import dev.quoll.bench.end.Answer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The processes of one side, server and client. *Confined*.
final class Team implements AutoCloseable {
    /// Longer than after which our connections let memory go.
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Commands commands;

    /// The client comes last.
    private final List<Member> members = new ArrayList<>();

    private Team(Commands commands) {
        this.commands = commands;
    }

    private record Listening(String event, String address) {}

    private record Heap(long bytes) {}

    /// Starts both, the server first.
    static Team start(Commands commands, Path folder) throws IOException, InterruptedException {
        Team team = new Team(commands);
        Member server = Member.start(commands.server(), folder, commands.name() + "-server");
        team.members.add(server);
        String address = server.read(Listening.class).address();
        team.members.add(
                Member.start(commands.client(address), folder, commands.name() + "-client"));
        return team;
    }

    /// Has the client do a job.
    Sample run(String job) throws IOException, InterruptedException {
        double before = cpuSeconds();
        Answer answer = members.getLast().ask(job, Answer.class);
        return new Sample(answer, cpuSeconds() - before, 0);
    }

    /// Has the client do a job, and sees how much memory it costs the server after a silence.
    Sample runForMemory(String job) throws IOException, InterruptedException {
        double before = serverMemory();
        Sample sample = run(job);
        Thread.sleep(SILENCE);
        return new Sample(sample.answer(), sample.cpuSeconds(), serverMemory() - before);
    }

    private double serverMemory() throws IOException, InterruptedException {
        Member server = members.getFirst();
        return commands.tellsHeap()
                ? server.ask("heap", Heap.class).bytes()
                : server.residentBytes();
    }

    private double cpuSeconds() {
        return members.stream().mapToDouble(Member::cpuSeconds).sum();
    }

    /// The most memory that each of them ever had, summed.
    long peakBytes() throws IOException {
        long sum = 0;
        for (Member member : members) {
            sum += member.peakBytes();
        }
        return sum;
    }

    @Override
    public void close() {
        members.reversed().forEach(Member::close);
    }
}
