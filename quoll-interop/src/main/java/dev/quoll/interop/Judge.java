package dev.quoll.interop;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Says whether what was seen is what the case asks for. *Confined*: one per trial.
final class Judge {
    private static final int FAILURE = 1;

    private final Case test;
    private final Program client;
    private final Program server;
    private final Observation seen;
    private final List<String> complaints = new ArrayList<>();

    private Judge(Case test, Program client, Program server, Observation seen) {
        this.test = test;
        this.client = client;
        this.server = server;
        this.seen = seen;
    }

    static Verdict judge(Case test, Program client, Program server, Observation seen) {
        return new Judge(test, client, server, seen).verdict();
    }

    private Verdict verdict() {
        Optional<String> unsupported = unsupported();
        if (unsupported.isPresent()) {
            return new Verdict.Unsupported(unsupported.get());
        }
        if (!seen.serverListened()) {
            return new Verdict.Failed("server did not listen");
        }
        switch (test.root()) {
            case RIGHT -> {
                checkClient();
                checkStreams();
                checkClose();
            }
            case WRONG -> {
                checkRefusalAtClient();
                checkRefusalAtServer();
            }
        }
        if (complaints.isEmpty()) {
            return new Verdict.Passed("");
        }
        String reason = String.join("; ", complaints);
        return hasStalled() ? new Verdict.Stalled(reason) : new Verdict.Failed(reason);
    }

    private boolean hasStalled() {
        return seen.exitStatus().isEmpty()
                || seen.report()
                        .flatMap(ClientReport::failure)
                        .filter(failure -> failure.is("TimedOut"))
                        .isPresent();
    }

    /// Only a peer may be unable to do something; we may not.
    private Optional<String> unsupported() {
        Stream<Failure> byClient = seen.report().flatMap(ClientReport::failure).stream();
        Stream<Failure> byServer = seen.closed().flatMap(ServerEvent.Closed::failure).stream();
        return Stream.concat(
                        byClient.filter(_ -> !client.isQuoll()),
                        byServer.filter(_ -> !server.isQuoll()))
                .filter(failure -> failure.is("Unsupported"))
                .map(Failure::message)
                .findFirst();
    }

    private void checkClient() {
        if (seen.exitStatus().isEmpty()) {
            complaints.add("client did not end within " + test.limit().toSeconds() + " s");
        } else if (seen.report().isEmpty()) {
            complaints.add("client printed no report");
        } else {
            checkReport(seen.report().get(), seen.exitStatus().getAsInt());
        }
    }

    private void checkReport(ClientReport report, int exitStatus) {
        if (!report.ok()) {
            complaints.add("client failed: " + said(report.failure()));
            return;
        }
        expect("client's exit status", 0, exitStatus);
        expect("client's bytes", test.work().totalBytes(), report.bytes());
        expect("client's SHA-256", test.work().clientSha256().orElse(null), report.sha256());
        checkCipher("client", client, report.cipher());
    }

    private void checkStreams() {
        Work work = test.work();
        expect("server's streams", work.streams(), seen.streams().size());
        var right =
                new ServerEvent.Stream(work.sentUp(), work.sentDown(), Body.sha256(work.sentUp()));
        long wrong = seen.streams().stream().filter(stream -> !stream.equals(right)).count();
        expect("server's streams with a wrong length or SHA-256", 0L, wrong);
    }

    private void checkClose() {
        if (seen.closed().isEmpty()) {
            complaints.add("server reported no end of the connection");
            return;
        }
        ServerEvent.Closed closed = seen.closed().get();
        if (!closed.ok()) {
            complaints.add("server: connection ended by " + said(closed.failure()));
        }
        checkCipher("server", server, closed.cipher());
    }

    /// Peers may not tell their cipher suite; we must.
    private void checkCipher(String end, Program program, @Nullable String negotiated) {
        if (negotiated != null) {
            test.cipher().ifPresent(suite -> expect(end + "'s cipher suite", suite, negotiated));
        } else if (program.isQuoll()) {
            complaints.add(end + " told no cipher suite");
        }
    }

    private void checkRefusalAtClient() {
        Optional<Failure> failure = seen.report().flatMap(ClientReport::failure);
        if (seen.exitStatus().orElse(0) != FAILURE || failure.isEmpty()) {
            complaints.add("client did not refuse the certificate");
        } else if (!failure.get().is("LocalTransportError") || !isToldWell(failure.get())) {
            complaints.add("client ended by " + failure.get());
        }
    }

    /// Peers may not tell the code that they sent; the server says what it got.
    private boolean isToldWell(Failure failure) {
        return failure.isCryptoError() || (failure.hasNoCode() && !client.isQuoll());
    }

    private void checkRefusalAtServer() {
        Optional<Failure> failure = seen.closed().flatMap(ServerEvent.Closed::failure);
        if (failure.isEmpty()) {
            complaints.add("server did not report the refusal");
        } else if (!failure.get().is("PeerTransportClose") || !failure.get().isCryptoError()) {
            complaints.add("server: connection ended by " + failure.get());
        }
    }

    private void expect(String what, @Nullable Object wanted, @Nullable Object got) {
        if (!Objects.equals(wanted, got)) {
            complaints.add(what + ": " + got + " instead of " + wanted);
        }
    }

    private static String said(Optional<Failure> failure) {
        return failure.map(Failure::toString).orElse("no error told");
    }
}
