package dev.quoll.cli.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.SendStream;
import dev.quoll.cli.identity.Identity;
import dev.quoll.cli.identity.SelfSigned;
import dev.quoll.cli.thread.Together;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Future;

/// [Http3Client] and a server that writes its streams by hand.
@Timeout(60)
class ClientRulesTest {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private Endpoint serving;
    private Endpoint asking;
    private Connection server;
    private Http3Client client;
    private SendStream control;

    @BeforeEach
    void aConnection() throws Exception {
        Identity identity = SelfSigned.of(List.of("localhost"));
        TlsServerConfig tls =
                TlsServerConfig.builder()
                        .alpn(Http3Server.PROTOCOL)
                        .certificate(identity.key(), identity.chain())
                        .build();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        serving = Endpoint.bind(EndpointConfig.server(any, ServerConfig.of(tls)));
        TlsClientConfig trust =
                TlsClientConfig.builder()
                        .alpn(Http3Server.PROTOCOL)
                        .insecureTrustAnyServer()
                        .build();
        asking = Endpoint.bind(EndpointConfig.client(ClientConfig.builder(trust).build()));
        Future<Connection> accepted = Together.start(() -> serving.accept().accept().await());
        client = new Http3Client(asking.startConnect(serving.localAddress(), "localhost").await());
        server = Together.result(accepted);
        control = server.openUni();
        write(control, new Wire().number(StreamType.CONTROL).frame(FrameType.SETTINGS));
    }

    @AfterEach
    void theEnd() {
        asking.close();
        serving.close();
    }

    private static void write(SendStream out, Wire wire) throws IOException {
        out.write(wire.bytes());
        out.flush();
    }

    private Future<byte[]> get() {
        return Together.start(
                () -> {
                    client.get(URI.create("https://localhost:4433/file"), "/file", content);
                    return content.toByteArray();
                });
    }

    private void closesWith(ErrorCode code) throws IOException {
        CloseCause cause = server.awaitClosed();
        assertThat(cause).isInstanceOf(CloseCause.ApplicationClosed.class);
        assertThat(((CloseCause.ApplicationClosed) cause).code()).isEqualTo(code.value());
    }

    @Test
    void anAnswerAfterAnInterimOneIsRead() throws IOException {
        Future<byte[]> got = get();
        BiStream request = server.acceptBi();
        write(
                request.send(),
                new Wire()
                        .headers(":status", "103")
                        .headers(":status", "200", "content-length", "2")
                        .frame(FrameType.DATA, 1, 2));
        request.send().finish();

        assertThat(Together.result(got)).containsExactly(1, 2);
    }

    @Test
    void contentThatIsTooShortIsNoFile() throws IOException {
        Future<byte[]> got = get();
        BiStream request = server.acceptBi();
        write(request.send(), new Wire().headers(":status", "200", "content-length", "2"));
        request.send().finish();

        assertThatThrownBy(() -> Together.result(got)).hasMessageContaining("H3_MESSAGE_ERROR");
    }

    @Test
    void aRequestThatAServerWillNotProcessIsGivenUp() throws IOException {
        Future<byte[]> got = get();
        BiStream request = server.acceptBi();
        write(control, new Wire().frame(FrameType.GOAWAY, 0));

        assertThatThrownBy(() -> Together.result(got)).hasMessageContaining("going away");
        assertThat(request.send().awaitStopped()).hasValue(ErrorCode.H3_REQUEST_CANCELLED.value());
        assertThatThrownBy(() -> Together.result(get())).hasMessageContaining("going away");
    }

    @Test
    void aServerOpensNoRequests() throws IOException {
        write(server.openBi().send(), new Wire().number(0));

        closesWith(ErrorCode.H3_STREAM_CREATION_ERROR);
    }

    @Test
    void aPromiseClosesTheConnection() throws IOException {
        Future<byte[]> got = get();
        write(server.acceptBi().send(), new Wire().frame(FrameType.PUSH_PROMISE, 0));

        closesWith(ErrorCode.H3_ID_ERROR);
        assertThatThrownBy(() -> Together.result(got)).isInstanceOf(IOException.class);
    }
}
