package dev.quoll.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.packet.Token;

import org.junit.jupiter.api.Test;

class LifetimeTest { // RFC 9000 §10
    private static final CloseCause OURS = new CloseCause.LocallyClosed(1);
    private static final CloseCause THEIRS = new CloseCause.ApplicationClosed(2, new byte[0]);

    private final Lifetime lifetime = new Lifetime();

    @Test
    void aCloseIsToldOnceAndLeadsToTheEnd() {
        lifetime.close(OURS, 100);
        lifetime.close(new CloseCause.TimedOut(), 200);

        assertThat(lifetime.poll()).isEqualTo(new ConnectionEvent.Closed(OURS));
        assertThat(lifetime.poll()).isNull();
        assertThat(lifetime.deadlineNanos()).isEqualTo(100);
        lifetime.onTimeout(99);
        assertThat(lifetime.takeDrained()).isFalse();
        lifetime.onTimeout(100);
        assertThat(lifetime.takeDrained()).isTrue();
        assertThat(lifetime.takeDrained()).isFalse();
    }

    @Test
    void theFirstCauseStaysWhenBothSidesClose() { // RFC 9000 §10.2.1
        lifetime.close(OURS, 100);
        lifetime.drain(THEIRS, 300);

        assertThat(lifetime.state()).isEqualTo(new Lifecycle.Draining(OURS, 100));
    }

    @Test
    void aCloseByThePeerDrains() {
        lifetime.drain(THEIRS, 300);

        assertThat(lifetime.isOpen()).isFalse();
        assertThat(lifetime.state().closeCause()).contains(THEIRS);
    }

    @Test
    void confirmationComesOnlyAfterTheHandshake() {
        lifetime.onConfirmed();
        assertThat(lifetime.isHandshaking()).isTrue();
        assertThat(lifetime.poll()).isNull();
    }

    @Test
    void aServerCannotFillAClientWithTokens() {
        for (int i = 0; i < 2 * Lifetime.MAX_TOKENS; i++) {
            lifetime.onToken(Token.of(new byte[] {(byte) i}));
        }

        for (int i = 0; i < Lifetime.MAX_TOKENS; i++) {
            assertThat(lifetime.poll())
                    .isEqualTo(new ConnectionEvent.TokenReceived(Token.of(new byte[] {(byte) i})));
        }
        assertThat(lifetime.poll()).isNull();
    }
}
