package dev.quoll.interop.peers.netty;

import dev.quoll.interop.peers.Failure;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import javax.net.ssl.SSLHandshakeException;

/// Sits on a connection's pipeline and remembers what it negotiated and why it ended; the first
/// reason given counts. Written by the event loop, read by any thread.
final class ConnectionWatch extends ChannelInboundHandlerAdapter {
    private static final long PATIENCE_SECONDS = 2;

    private final CompletableFuture<Failure> ended = new CompletableFuture<>();
    private final CompletableFuture<String> cipher = new CompletableFuture<>();
    private @Nullable Failure reason;

    /// The cipher suite negotiated; waits a moment for it, as a connection may be had a little
    /// before its handshake is reported.
    Optional<String> cipher() {
        return Optional.of(cipher)
                .map(name -> name.completeOnTimeout("", PATIENCE_SECONDS, TimeUnit.SECONDS).join())
                .filter(name -> !name.isEmpty());
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

    /// Calls with the cipher suite (or null) and the reason, on the event loop.
    void whenEnded(BiConsumer<@Nullable String, Failure> action) {
        ended.thenAccept(failure -> action.accept(cipher.getNow(null), failure));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case QuicConnectionCloseEvent close -> because(closedByPeer(close));
            case SslHandshakeCompletionEvent handshake -> onHandshake(context, handshake);
            default -> context.fireUserEventTriggered(event);
        }
    }

    private void onHandshake(ChannelHandlerContext context, SslHandshakeCompletionEvent event) {
        if (event.isSuccess()) {
            QuicChannel connection = (QuicChannel) context.channel();
            cipher.complete(connection.sslEngine().getSession().getCipherSuite());
        } else {
            because(local(event.cause()));
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
