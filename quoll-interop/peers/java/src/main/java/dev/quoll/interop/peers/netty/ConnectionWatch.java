package dev.quoll.interop.peers.netty;

import dev.quoll.interop.peers.Agreed;
import dev.quoll.interop.peers.Failure;
import dev.quoll.interop.peers.Meter;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.handler.codec.quic.SslEarlyDataReadyEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

import org.jspecify.annotations.Nullable;

import java.security.cert.CertificateEncodingException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// Sits on a connection's pipeline and remembers what it negotiated and why it ended; the first
/// reason given counts. Written by the event loop, read by any thread.
final class ConnectionWatch extends ChannelInboundHandlerAdapter {
    private static final long PATIENCE_SECONDS = 2;

    private final CompletableFuture<Failure> ended = new CompletableFuture<>();
    private final CompletableFuture<Agreed> agreed = new CompletableFuture<>();
    private final CompletableFuture<Optional<QuicChannel>> early = new CompletableFuture<>();
    private @Nullable Failure reason;

    /// What the handshake came to; waits a moment for it, as a connection may be had a little
    /// before its handshake is reported.
    Agreed agreed() {
        return agreed.completeOnTimeout(Agreed.UNTOLD, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /// The connection when early data may be sent; empty if that does not come about.
    Optional<QuicChannel> awaitEarlyData() {
        return early.completeOnTimeout(Optional.empty(), PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /// Why something on the connection failed. Waits a moment for the end of the connection:
    /// whoever uses it may learn of that before the last packet was sent and the reason is known.
    Failure failure(Throwable seen) {
        return switch (seen) {
            case QuicStreamResetException reset ->
                    Failure.streamReset(reset.applicationProtocolCode(), reset.toString());
            case SSLHandshakeException refused -> {
                awaitEnd(refused);
                yield local(refused);
            }
            default -> awaitEnd(seen);
        };
    }

    private Failure awaitEnd(Throwable seen) {
        return ended.completeOnTimeout(Failure.other(seen), PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /// Calls with what the handshake came to and the reason, on the event loop.
    void whenEnded(BiConsumer<Agreed, Failure> action) {
        ended.thenAccept(failure -> action.accept(agreed.getNow(Agreed.UNTOLD), failure));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case QuicConnectionCloseEvent close -> because(closedByPeer(close));
            case SslEarlyDataReadyEvent _ ->
                    early.complete(Optional.of((QuicChannel) context.channel()));
            case SslHandshakeCompletionEvent handshake -> onHandshake(context, handshake);
            default -> context.fireUserEventTriggered(event);
        }
    }

    private void onHandshake(ChannelHandlerContext context, SslHandshakeCompletionEvent event) {
        if (event.isSuccess()) {
            QuicChannel connection = (QuicChannel) context.channel();
            SSLSession session = connection.sslEngine().getSession();
            agreed.complete(new Agreed(session.getCipherSuite(), null, null, client(session)));
        } else {
            because(local(event.cause()));
        }
    }

    /// The hash of the certificate that the peer showed; a server asks for the client's.
    private static @Nullable String client(SSLSession session) {
        try {
            byte[] certificate = session.getPeerCertificates()[0].getEncoded();
            Meter meter = new Meter();
            meter.add(certificate, certificate.length);
            return meter.received().sha256();
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            return null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        because(local(cause));
    }

    /// Not `channelInactive`: a connection whose handshake fails never was active.
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        QuicChannel connection = (QuicChannel) context.channel();
        connection.closeFuture().addListener(_ -> onClosed(connection));
    }

    private void onClosed(QuicChannel connection) {
        because(
                connection.isTimedOut()
                        ? Failure.timedOut("idle timeout")
                        : Failure.locallyClosed("closed without a reason"));
        ended.complete(reason);
    }

    private void because(Failure failure) {
        if (reason == null) {
            reason = failure;
        }
    }

    private static Failure closedByPeer(QuicConnectionCloseEvent close) {
        // reason() would throw if the peer gave none
        String message = close.toString();
        return close.isApplicationClose()
                ? Failure.applicationClosed(close.error(), message)
                : Failure.peerTransportClose(close.error(), message);
    }

    /// quiche does not tell the code that it sends.
    private static Failure local(Throwable cause) {
        return cause instanceof SSLHandshakeException
                ? Failure.localTransportError(null, cause.toString())
                : Failure.other(cause);
    }
}
