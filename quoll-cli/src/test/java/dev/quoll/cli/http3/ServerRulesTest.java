package dev.quoll.cli.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.RecvStream;
import dev.quoll.SendStream;
import dev.quoll.cli.RunningServer;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.id.Side;
import dev.quoll.error.StreamResetException;
import dev.quoll.tls.TlsClientConfig;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// `quoll serve` and a client that writes its streams by hand.
@Timeout(60)
class ServerRulesTest {
    @TempDir private Path served;
    private RunningServer server;
    private Endpoint endpoint;
    private Connection connection;

    @BeforeEach
    void aConnection() throws Exception {
        Files.writeString(served.resolve("file"), "content");
        Files.writeString(served.resolve("page.html"), "page");
        server = new RunningServer("serve", served.toString(), "--listen", "127.0.0.1:0");
        TlsClientConfig tls =
                TlsClientConfig.builder()
                        .alpn(Http3Server.PROTOCOL)
                        .insecureTrustAnyServer()
                        .build();
        endpoint = Endpoint.bind(EndpointConfig.client(ClientConfig.builder(tls).build()));
        connection =
                endpoint.startConnect(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), server.port()),
                                "127.0.0.1")
                        .await();
    }

    @AfterEach
    void theEnd() {
        endpoint.close();
        assertThat(server.stop()).isZero();
    }

    private BiStream ask(Wire request) throws IOException {
        BiStream stream = connection.openBi();
        stream.send().write(request.bytes());
        stream.send().finish();
        return stream;
    }

    private SendStream open(Wire wire) throws IOException {
        SendStream stream = connection.openUni();
        stream.write(wire.bytes());
        stream.flush();
        return stream;
    }

    private static Wire request(String method, String path) throws IOException {
        return new Wire()
                .headers(":method", method, ":scheme", "https", ":authority", "a", ":path", path);
    }

    private record Answer(MetaData.Response head, String content) {}

    private static Answer answer(BiStream stream) throws IOException {
        MessageReader message =
                new MessageReader(
                        Side.CLIENT, stream.id(), new FrameReader(stream.recv()), new FieldCodec());
        MetaData.Response head = (MetaData.Response) message.head();
        byte[] buffer = new byte[100];
        int count = Math.max(message.read(buffer), 0);
        return new Answer(head, new String(buffer, 0, count, StandardCharsets.US_ASCII));
    }

    private void closesWith(ErrorCode code) throws IOException {
        CloseCause cause = connection.awaitClosed();
        assertThat(cause).isInstanceOf(CloseCause.ApplicationClosed.class);
        assertThat(((CloseCause.ApplicationClosed) cause).code()).isEqualTo(code.value());
    }

    private static void isReset(ErrorCode code, BiStream stream) {
        StreamResetException thrown =
                catchThrowableOfType(StreamResetException.class, () -> answer(stream));
        assertThat(thrown).isNotNull();
        assertThat(thrown.code()).isEqualTo(code.value());
    }

    @Test
    void aFileComesWithItsLengthAndType() throws IOException {
        Answer answer = answer(ask(request("GET", "/page.html")));

        assertThat(answer.content()).isEqualTo("page");
        assertThat(answer.head().getStatus()).isEqualTo(200);
        assertThat(answer.head().getContentLength()).isEqualTo(4);
        assertThat(answer.head().getHttpFields().get(HttpHeader.CONTENT_TYPE))
                .isEqualTo("text/html");
    }

    @Test
    void headIsAnsweredWithoutContent() throws IOException {
        BiStream stream = ask(request("HEAD", "/file"));
        FrameReader frames = new FrameReader(stream.recv());

        assertThat(frames.next()).isTrue();
        assertThat(frames.type()).isEqualTo(FrameType.HEADERS);
        byte[] head = frames.payload(1000);
        assertThat(new FieldCodec().decode(0, head).getContentLength()).isEqualTo(7);
        assertThat(frames.next()).isFalse();
    }

    @Test
    void otherMethodsAreNotAllowedAndWhatIsMissingIsNotFound() throws IOException {
        Answer post = answer(ask(request("POST", "/file").frame(FrameType.DATA, 1)));

        assertThat(post.head().getStatus()).isEqualTo(405);
        assertThat(post.head().getHttpFields().get(HttpHeader.ALLOW)).isEqualTo("GET, HEAD");
        assertThat(answer(ask(request("GET", "/missing"))).head().getStatus()).isEqualTo(404);
    }

    @Test
    void aRequestWithMuchContentIsAnsweredBeforeItsEnd() throws IOException {
        BiStream stream = connection.openBi();
        stream.send()
                .write(request("GET", "/file").frame(FrameType.DATA, new byte[90_000]).bytes());
        stream.send().flush();

        assertThat(answer(stream).head().getStatus()).isEqualTo(413);
        assertThat(stream.send().awaitStopped()).hasValue(ErrorCode.H3_NO_ERROR.value());
    }

    @Test
    void aMalformedRequestIsResetAndOthersGoOn() throws IOException {
        isReset(ErrorCode.H3_MESSAGE_ERROR, ask(new Wire().headers(":method", "GET")));
        isReset(ErrorCode.H3_MESSAGE_ERROR, ask(request("GET", "/%2e%2e/file")));
        isReset(ErrorCode.H3_REQUEST_INCOMPLETE, ask(new Wire()));

        assertThat(answer(ask(request("GET", "/file"))).content()).isEqualTo("content");
    }

    @Test
    void dataBeforeHeadersClosesTheConnection() throws IOException {
        ask(new Wire().frame(FrameType.DATA, 1));

        closesWith(ErrorCode.H3_FRAME_UNEXPECTED);
    }

    @Test
    void aControlStreamWithoutSettingsClosesTheConnection() throws IOException {
        open(new Wire().number(StreamType.CONTROL).frame(FrameType.GOAWAY, 0));

        closesWith(ErrorCode.H3_MISSING_SETTINGS);
    }

    @Test
    void aControlStreamThatEndsClosesTheConnection() throws IOException {
        open(new Wire().number(StreamType.CONTROL).frame(FrameType.SETTINGS)).finish();

        closesWith(ErrorCode.H3_CLOSED_CRITICAL_STREAM);
    }

    @Test
    void aControlStreamThatIsResetClosesTheConnection() throws IOException {
        SendStream control = open(new Wire().number(StreamType.CONTROL).frame(FrameType.SETTINGS));
        // a plain reset may overtake the type, and a stream without one may be reset
        assertThat(control.resetAfterDelivery(0)).isTrue();

        closesWith(ErrorCode.H3_CLOSED_CRITICAL_STREAM);
    }

    @Test
    void aStreamOfAnUnknownTypeIsStoppedAndAllGoesOn() throws IOException {
        SendStream unknown = open(new Wire().number(Grease.number()).number(1));

        assertThat(unknown.awaitStopped()).hasValue(ErrorCode.H3_STREAM_CREATION_ERROR.value());
        assertThat(answer(ask(request("GET", "/file"))).content()).isEqualTo("content");
    }

    @Test
    void aServerThatStopsFinishesWhatItBeganAndRejectsTheRest() throws Exception {
        BiStream begun = connection.openBi();
        begun.send().write(request("GET", "/file").bytes());
        begun.send().flush();
        assertThat(answer(ask(request("GET", "/page.html"))).content()).isEqualTo("page");
        RecvStream control = connection.acceptUni();
        assertThat(Varint.read(control)).hasValue(StreamType.CONTROL);
        FrameReader frames = new FrameReader(control);
        assertThat(frames.next()).isTrue();
        assertThat(frames.type()).isEqualTo(FrameType.SETTINGS);

        CompletableFuture<Integer> stopped = CompletableFuture.supplyAsync(server::stop);
        assertThat(frames.next()).isTrue();
        assertThat(frames.type()).isEqualTo(FrameType.GOAWAY);
        assertThat(frames.payload(8)).containsExactly(8);
        isReset(ErrorCode.H3_REQUEST_REJECTED, ask(request("GET", "/file")));
        begun.send().finish();

        assertThat(answer(begun).content()).isEqualTo("content");
        closesWith(ErrorCode.H3_NO_ERROR);
        assertThat(stopped.get()).isZero();
    }
}
