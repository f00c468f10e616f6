package dev.quoll.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class ProgramOutputTest {
    @Test
    void theReportIsTheLastLine() {
        List<String> lines =
                List.of(
                        "connecting",
                        """
                        {"ok":true,"bytes":3,"sha256":"ab","seconds":0.5,"cipher":"C",\
                        "handshake":{"group":"G","resumed":true,"early":"accepted"},\
                        "error":null}\
                        """);

        assertThat(ClientReport.in(lines))
                .contains(
                        new ClientReport(
                                true,
                                3,
                                "ab",
                                0.5,
                                "C",
                                new Handshake("G", true, "accepted", null),
                                null,
                                null));
    }

    @Test
    void aFailureHasATypeAndPerhapsACode() {
        String line =
                """
                {"ok":false,"bytes":0,"sha256":null,"seconds":1,"cipher":null,\
                "error":{"type":"TimedOut","code":null,"message":"no answer"}}\
                """;

        assertThat(ClientReport.in(List.of(line)).flatMap(ClientReport::failure))
                .contains(new Failure("TimedOut", null, "no answer"));
    }

    @Test
    void anotherLineIsNoReport() {
        assertThat(ClientReport.in(List.of("Segmentation fault"))).isEmpty();
        assertThat(ClientReport.in(List.of())).isEmpty();
    }

    @Test
    void aServersLinesAreEvents() {
        assertThat(ServerEvent.read("{\"event\":\"listening\",\"address\":\"127.0.0.1:1\"}"))
                .contains(new ServerEvent.Listening("127.0.0.1:1"));
        assertThat(
                        ServerEvent.read(
                                """
                                {"event":"stream","received":1,"sent":2,"sha256":"ab"}\
                                """))
                .contains(new ServerEvent.Stream(1, 2, "ab"));
        assertThat(
                        ServerEvent.read(
                                """
                                {"event":"closed","ok":false,"cipher":null,"error":\
                                {"type":"PeerTransportClose","code":304,"message":""}}\
                                """))
                .contains(
                        new ServerEvent.Closed(
                                false,
                                null,
                                null,
                                null,
                                new Failure("PeerTransportClose", 304L, "")));
    }

    @Test
    void otherLinesAreNoEvents() {
        assertThat(ServerEvent.read("{\"event\":\"rebound\"}")).isEmpty();
        assertThat(ServerEvent.read("{\"ok\":true}")).isEmpty();
        assertThat(ServerEvent.read("started")).isEmpty();
        assertThat(ServerEvent.read("")).isEmpty();
    }
}
