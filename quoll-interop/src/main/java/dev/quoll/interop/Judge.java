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
    private final Optional<String> certificate;
    private final Observation seen;
    private final List<String> complaints = new ArrayList<>();

    private Judge(
            Case test,
            Program client,
            Program server,
            Optional<String> certificate,
            Observation seen) {
        this.test = test;
        this.client = client;
        this.server = server;
        this.certificate = certificate;
        this.seen = seen;
    }

    /// @param certificate the hash of the one that the client shows
    static Verdict judge(
            Case test,
            Program client,
            Program server,
            Optional<String> certificate,
            Observation seen) {
        return new Judge(test, client, server, certificate, seen).verdict();
    }

    private Verdict verdict() {
        Optional<String> unsupported = unsupported();
        if (unsupported.isPresent()) {
            return new Verdict.Unsupported(unsupported.get());
        }
        if (!seen.serverListened()) {
            return new Verdict.Failed("server did not listen");
        }
        checkFirstVisit();
        switch (test.setup().ending()) {
            case PLAIN -> {
                checkClient();
                checkStreams();
                checkClose();
            }
            case PLAIN_UNHEARD -> {
                checkClient();
                checkStreams();
            }
            case CLIENT_REFUSES -> {
                checkRefuser("client", client, failureAtClient());
                checkRefused("server", failureAtServer());
            }
            case SERVER_REFUSES -> {
                checkRefuser("server", server, failureAtServer());
                checkRefused("client", failureAtClient());
            }
        }
        if (complaints.isEmpty()) {
            return passed();
        }
        String reason = String.join("; ", complaints);
        return hasStalled() ? new Verdict.Stalled(reason) : new Verdict.Failed(reason);
    }

    private Verdict passed() {
        return seen.report()
                .filter(_ -> test.isMeasured())
                .map(ClientReport::kilobitsPerSecond)
                .<Verdict>map(rate -> new Verdict.Measured(Rates.of(rate), Optional.empty()))
                .orElse(new Verdict.Passed(""));
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
        checkHandshake("client", client, report.told());
        checkTransport("client", client, report.transport());
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
        checkHandshake("server", server, closed.told());
        checkTransport("server", server, closed.transport());
        checkCertificate(closed.told().client());
    }

    private void checkCipher(String end, Program program, @Nullable String negotiated) {
        if (isTold(end, program, "cipher suite", negotiated)) {
            test.setup()
                    .ourCipher()
                    .ifPresent(suite -> expect(end + "'s cipher suite", suite, negotiated));
        }
    }

    private void checkHandshake(String end, Program program, Handshake told) {
        Optional<String> group = test.setup().serverGroup();
        if (isTold(end, program, "group", told.group())) {
            group.ifPresent(wanted -> expect(end + "'s group", wanted, told.group()));
        }
        Visits visits = test.setup().visits();
        if (isTold(end, program, "resumption", told.resumed())) {
            expect(end + "'s resumption", visits.mustResume(), told.resumed());
        }
        if (isTold(end, program, "early data", told.early())) {
            expect(end + "'s early data", earlyDataAt(end, visits), told.early());
        }
    }

    /// Only our side tells of it.
    private void checkTransport(String end, Program program, @Nullable Transport told) {
        boolean isAsked = test == Case.KEY_UPDATE || test == Case.ECN;
        if (told == null) {
            if (isAsked && program.isQuoll()) {
                complaints.add(end + " told nothing of the transport");
            }
            return;
        }
        if (test == Case.KEY_UPDATE && told.keyUpdates() == 0) {
            complaints.add(end + "'s keys were not changed");
        }
        if (test == Case.ECN && !told.ecn()) {
            complaints.add(end + " does not know that ECN marks arrive");
        }
    }

    /// A server need not know of early data that it could not open.
    private static String earlyDataAt(String end, Visits visits) {
        return switch (visits) {
            case ONE, RESUMED -> "none";
            case EARLY -> "accepted";
            case EARLY_TO_A_STRANGER -> end.equals("client") ? "rejected" : "none";
        };
    }

    private void checkCertificate(@Nullable String shown) {
        if (certificate.isPresent() && isTold("server", server, "client certificate", shown)) {
            expect("server's client certificate", certificate.get(), shown);
        }
    }

    /// Peers may not tell what was negotiated; we must.
    private boolean isTold(String end, Program program, String what, @Nullable Object fact) {
        if (fact == null && program.isQuoll()) {
            complaints.add(end + " told no " + what);
        }
        return fact != null;
    }

    private void checkFirstVisit() {
        if (test.setup().visits().areTwo()
                && !seen.firstVisit().map(ServerEvent.Closed::ok).orElse(false)) {
            complaints.add("the first visit did not end well at the server");
        }
    }

    private Optional<Failure> failureAtClient() {
        return seen.exitStatus().orElse(0) == FAILURE
                ? seen.report().flatMap(ClientReport::failure)
                : Optional.empty();
    }

    private Optional<Failure> failureAtServer() {
        return seen.closed().flatMap(ServerEvent.Closed::failure);
    }

    private void checkRefuser(String end, Program program, Optional<Failure> failure) {
        if (failure.isEmpty()) {
            complaints.add(end + " did not refuse the certificate");
        } else if (!failure.get().is("LocalTransportError")
                || !isToldWell(program, failure.get())) {
            complaints.add(end + " ended by " + failure.get());
        }
    }

    /// Peers may not tell the code that they sent; the other side says what it got.
    private static boolean isToldWell(Program program, Failure failure) {
        return failure.isCryptoError() || (failure.hasNoCode() && !program.isQuoll());
    }

    private void checkRefused(String end, Optional<Failure> failure) {
        if (failure.isEmpty()) {
            complaints.add(end + " did not report the refusal");
        } else if (!failure.get().is("PeerTransportClose") || !failure.get().isCryptoError()) {
            complaints.add(end + ": connection ended by " + failure.get());
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
