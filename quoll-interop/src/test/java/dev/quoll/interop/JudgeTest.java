package dev.quoll.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class JudgeTest {
    private static final String AES = "TLS_AES_128_GCM_SHA256";
    private static final String CHACHA = "TLS_CHACHA20_POLY1305_SHA256";
    private static final String NO_BYTES = Body.sha256(0);
    private static final String ONE_BYTE = Body.sha256(1);

    private static final Optional<String> NOTHING = Optional.empty();
    private static final Handshake PLAIN = new Handshake("x25519", false, "none", null);

    private static final Verdict PASSED = new Verdict.Passed("");

    private static final Program QUOLL = new Program("quoll", List.of("quoll", "perf"));
    private static final Program PEER = new Program("quinn", List.of("quinn"));

    @Test
    void aDownloadThatBothSidesReportAsAskedPasses() {
        assertThat(judge(Case.DOWN_1, report(1, ONE_BYTE), stream(0, 1, NO_BYTES), closed()))
                .isEqualTo(PASSED);
    }

    @Test
    void anUploadIsJudgedByWhatTheServerGot() {
        assertThat(judge(Case.UP_1, report(1, null), stream(1, 0, ONE_BYTE), closed()))
                .isEqualTo(PASSED);
        assertThat(judge(Case.UP_1, report(1, null), stream(1, 0, NO_BYTES), closed()))
                .isInstanceOf(Verdict.Failed.class);
        assertThat(judge(Case.UP_1, report(1, null), stream(0, 0, NO_BYTES), closed()))
                .isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void whatACaseMeasuresIsTold() {
        ClientReport report = report(10_000_000, Body.sha256(10_000_000));
        Rates rates = Rates.of(Math.round(80_000 / report.seconds()));

        assertThat(judge(Case.GOODPUT, report, stream(0, 10_000_000, NO_BYTES), closed()))
                .isEqualTo(new Verdict.Measured(rates, Optional.empty()));
    }

    @Test
    void otherBytesThanAskedForFail() {
        Verdict verdict =
                judge(Case.DOWN_1, report(1, Body.sha256(2)), stream(0, 1, NO_BYTES), closed());

        assertThat(verdict.reason()).contains("client's SHA-256");
    }

    @Test
    void aShortCountFails() {
        Verdict verdict = judge(Case.DOWN_1, report(0, ONE_BYTE), stream(0, 1, NO_BYTES), closed());

        assertThat(verdict.reason()).contains("client's bytes: 0 instead of 1");
    }

    @Test
    void aMissingStreamFails() {
        List<ServerEvent> most =
                Collections.nCopies(99, stream(10_000, 10_000, Body.sha256(10_000)));
        ClientReport report = report(1_000_000, Body.sha256(10_000));

        assertThat(judge(Case.STREAMS, report, most).reason())
                .contains("server's streams: 99 instead of 100");
    }

    @Test
    void aConnectionThatWasNotClosedPlainlyFails() {
        var lost =
                new ServerEvent.Closed(
                        false, AES, PLAIN, null, new Failure("TimedOut", null, "idle"));

        assertThat(judge(Case.HANDSHAKE, report(0, null), lost).reason()).contains("TimedOut");
        assertThat(judge(Case.HANDSHAKE, report(0, null)).reason())
                .contains("no end of the connection");
    }

    @Test
    void anotherCipherSuiteThanTheOneChosenFails() {
        String sha256 = Body.sha256(1_000_000);
        ServerEvent stream = stream(1_000_000, 1_000_000, sha256);
        var told = new ClientReport(true, 1_000_000, sha256, 0.1, CHACHA, PLAIN, null, null);

        assertThat(judge(Case.CHACHA20, report(1_000_000, sha256), stream, closed()).reason())
                .contains("client's cipher suite: " + AES);
        assertThat(
                        judge(
                                Case.CHACHA20,
                                told,
                                stream,
                                new ServerEvent.Closed(true, null, PLAIN, null, null)))
                .isEqualTo(PASSED);
    }

    @Test
    void weMustTellTheCipherSuiteAndPeersNeedNot() {
        var untold = new ServerEvent.Closed(true, null, PLAIN, null, null);
        Observation seen = seen(0, report(0, null), untold);

        assertThat(Judge.judge(Case.HANDSHAKE, QUOLL, PEER, NOTHING, seen)).isEqualTo(PASSED);
        assertThat(Judge.judge(Case.HANDSHAKE, PEER, QUOLL, NOTHING, seen).reason())
                .contains("server told no cipher suite");
    }

    @Test
    void aRefusedCertificateIsToldByBothSides() {
        Failure refused = new Failure("LocalTransportError", 0x130L, "unknown CA");
        Failure heard = new Failure("PeerTransportClose", 0x130L, "unknown CA");

        assertThat(judgeRefusal(QUOLL, refused, heard)).isEqualTo(PASSED);
    }

    @Test
    void aRefusalWithoutAnAlertFails() {
        Failure refused = new Failure("LocalTransportError", 0x130L, "unknown CA");
        Failure heard = new Failure("PeerTransportClose", 0L, "");

        assertThat(judgeRefusal(QUOLL, refused, heard).reason())
                .isEqualTo("server: connection ended by PeerTransportClose 0 ()");
    }

    @Test
    void onlyAPeerMayKeepTheCodeOfItsRefusalToItself() {
        Failure refused = new Failure("LocalTransportError", null, "handshake failed");
        Failure heard = new Failure("PeerTransportClose", 0x150L, "internal error");

        assertThat(judgeRefusal(PEER, refused, heard)).isEqualTo(PASSED);
        assertThat(judgeRefusal(QUOLL, refused, heard)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void acceptingTheWrongRootFails() {
        assertThat(judge(Case.REFUSED, report(0, null), closed()).reason())
                .isEqualTo(
                        "client did not refuse the certificate;"
                                + " server did not report the refusal");
    }

    @Test
    void onlyAPeerMayBeUnable() {
        var unable =
                new ServerEvent.Closed(
                        false, null, null, null, new Failure("Unsupported", null, "no choice"));
        Observation seen = Observation.ofServerAlone(List.of(unable));

        assertThat(Judge.judge(Case.CHACHA20, QUOLL, PEER, NOTHING, seen))
                .isEqualTo(new Verdict.Unsupported("no choice"));
        assertThat(Judge.judge(Case.CHACHA20, PEER, QUOLL, NOTHING, seen))
                .isEqualTo(new Verdict.Failed("server did not listen"));
    }

    @Test
    void weMustTellWhatTheHandshakeCameTo() {
        Observation seen = seen(0, report(0, null, null), closed());

        assertThat(Judge.judge(Case.HANDSHAKE, QUOLL, PEER, NOTHING, seen).reason())
                .isEqualTo(
                        "client told no group; client told no resumption;"
                                + " client told no early data");
        assertThat(Judge.judge(Case.HANDSHAKE, PEER, PEER, NOTHING, seen)).isEqualTo(PASSED);
    }

    @Test
    void anotherGroupThanTheServersOnlyOneFails() {
        var right = new Handshake("secp384r1", false, "none", null);

        assertThat(judgeSmall(Case.HRR_P384, right, right)).isEqualTo(PASSED);
        assertThat(judgeSmall(Case.HRR_P384, right, PLAIN).reason())
                .isEqualTo("server's group: x25519 instead of secp384r1");
    }

    @Test
    void aSecondVisitMustGoOnWithTheSession() {
        var resumed = new Handshake("x25519", true, "none", null);

        assertThat(judgeSmall(Case.RESUMPTION, resumed, resumed)).isEqualTo(PASSED);
        assertThat(judgeSmall(Case.RESUMPTION, resumed, PLAIN).reason())
                .isEqualTo("server's resumption: false instead of true");
        assertThat(judgeSmall(Case.ECHO_1M, resumed, PLAIN).reason())
                .contains("client's resumption: true instead of false");
    }

    @Test
    void aSecondVisitWithoutAFirstFails() {
        var resumed = new Handshake("x25519", true, "none", null);
        Observation seen = seen(0, small(Case.RESUMPTION, resumed), answered(), closed(resumed));

        assertThat(Judge.judge(Case.RESUMPTION, QUOLL, PEER, NOTHING, seen).reason())
                .isEqualTo("the first visit did not end well at the server");
    }

    @Test
    void earlyDataIsAcceptedAsToldByBothSides() {
        var early = new Handshake("x25519", true, "accepted", null);
        var late = new Handshake("x25519", true, "none", null);

        assertThat(judgeSmall(Case.EARLY_DATA, early, early)).isEqualTo(PASSED);
        assertThat(judgeSmall(Case.EARLY_DATA, early, late).reason())
                .isEqualTo("server's early data: none instead of accepted");
    }

    @Test
    void onlyTheClientTellsThatEarlyDataWasRejected() {
        var rejected = new Handshake("x25519", false, "rejected", null);

        assertThat(judgeSmall(Case.EARLY_DATA_REJECTED, rejected, PLAIN)).isEqualTo(PASSED);
        assertThat(judgeSmall(Case.EARLY_DATA_REJECTED, PLAIN, PLAIN).reason())
                .isEqualTo("client's early data: none instead of rejected");
    }

    @Test
    void theServerTellsWhichCertificateTheClientShowed() {
        var shown = new Handshake("x25519", false, "none", "ab");
        ClientReport report = small(Case.CLIENT_AUTH, PLAIN);

        assertThat(judgeShown(seen(0, report, answered(), closed(shown)))).isEqualTo(PASSED);
        assertThat(judgeShown(seen(0, report, answered(), closed(PLAIN))).reason())
                .isEqualTo("server told no client certificate");
    }

    @Test
    void aServerThatWantsACertificateRefusesAClientWithoutOne() {
        Failure refused = new Failure("LocalTransportError", 0x174L, "certificate required");
        Failure heard = new Failure("PeerTransportClose", 0x174L, "certificate required");
        var report = new ClientReport(false, 0, null, 0.1, AES, PLAIN, null, heard);

        assertThat(judgeAbsent(seen(1, report, closedBy(refused)))).isEqualTo(PASSED);
        assertThat(judgeAbsent(seen(1, report, closed())).reason())
                .isEqualTo("server did not refuse the certificate");
    }

    @Test
    void aClientThatDoesNotEndHasStalled() {
        Observation seen =
                new Observation(
                        true,
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        List.of(closed()));

        assertThat(Judge.judge(Case.HANDSHAKE, QUOLL, PEER, NOTHING, seen))
                .isEqualTo(new Verdict.Stalled("client did not end within 45 s"));
    }

    @Test
    void aConnectionThatTimedOutHasStalled() {
        Failure timedOut = new Failure("TimedOut", null, "idle");
        var report = new ClientReport(false, 0, null, 30, AES, PLAIN, null, timedOut);
        var lost = new ServerEvent.Closed(false, AES, PLAIN, null, timedOut);

        assertThat(Judge.judge(Case.HANDSHAKE, QUOLL, PEER, NOTHING, seen(1, report, lost)))
                .isInstanceOf(Verdict.Stalled.class);
    }

    /// The echo of 10,000 bytes, on the second visit if the case has two.
    private static Verdict judgeSmall(Case test, Handshake atClient, Handshake atServer) {
        Observation seen =
                new Observation(
                        true,
                        Optional.of(new ServerEvent.Closed(true, AES, PLAIN, null, null)),
                        OptionalInt.of(0),
                        Optional.of(small(test, atClient)),
                        List.of(answered(), closed(atServer)));
        return Judge.judge(test, QUOLL, PEER, NOTHING, seen);
    }

    private static Verdict judgeShown(Observation seen) {
        return Judge.judge(Case.CLIENT_AUTH, PEER, QUOLL, Optional.of("ab"), seen);
    }

    private static Verdict judgeAbsent(Observation seen) {
        return Judge.judge(Case.CLIENT_AUTH_ABSENT, PEER, QUOLL, NOTHING, seen);
    }

    private static ServerEvent closedBy(Failure failure) {
        return new ServerEvent.Closed(false, AES, PLAIN, null, failure);
    }

    private static ClientReport small(Case test, Handshake told) {
        long bytes = test.work().bytes();
        return report(bytes, Body.sha256(bytes), told);
    }

    private static ServerEvent answered() {
        return stream(10_000, 10_000, Body.sha256(10_000));
    }

    private static Verdict judge(Case test, ClientReport report, ServerEvent... events) {
        return Judge.judge(test, QUOLL, PEER, NOTHING, seen(0, report, events));
    }

    private static Verdict judge(Case test, ClientReport report, List<ServerEvent> events) {
        return judge(test, report, events.toArray(ServerEvent[]::new));
    }

    private static Verdict judgeRefusal(Program client, Failure refused, Failure heard) {
        var report = new ClientReport(false, 0, null, 0.1, null, null, null, refused);
        Observation seen = seen(1, report, new ServerEvent.Closed(false, null, null, null, heard));
        return Judge.judge(Case.REFUSED, client, PEER, NOTHING, seen);
    }

    private static Observation seen(int exitStatus, ClientReport report, ServerEvent... events) {
        return new Observation(
                true,
                Optional.empty(),
                OptionalInt.of(exitStatus),
                Optional.of(report),
                List.of(events));
    }

    private static ClientReport report(long bytes, @Nullable String sha256) {
        return report(bytes, sha256, PLAIN);
    }

    private static ClientReport report(
            long bytes, @Nullable String sha256, @Nullable Handshake told) {
        return new ClientReport(true, bytes, sha256, 0.1, AES, told, null, null);
    }

    private static ServerEvent stream(long received, long sent, String sha256) {
        return new ServerEvent.Stream(received, sent, sha256);
    }

    private static ServerEvent closed() {
        return closed(PLAIN);
    }

    private static ServerEvent.Closed closed(Handshake told) {
        return new ServerEvent.Closed(true, AES, told, null, null);
    }
}
