package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.CloseCause;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

@Timeout(60)
class EchoTest {
    @Test
    void whatIsSentComesBack() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            BiStream there = pair.client().openBi();
            there.send().write("hello".getBytes(StandardCharsets.UTF_8));
            there.send().finish();

            BiStream here = pair.server().acceptBi();
            byte[] received = here.recv().readAllBytes();
            here.send().write(received);
            here.send().finish();

            assertThat(there.recv().readAllBytes()).asString().isEqualTo("hello");
            here.send().awaitDelivered();
            pair.client().close(7, new byte[] {1});
            assertThat(pair.server().awaitClosed())
                    .isEqualTo(new CloseCause.ApplicationClosed(7, new byte[] {1}));
        }
    }
}
