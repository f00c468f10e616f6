package dev.quoll.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The tables of RFC 9000 §3.1 and §3.2, state by event, as they are checked in next to this test.
class StreamStatesTest {
    @Test
    void theSendingPartFollowsFigure2() throws IOException {
        Map<String, UnaryOperator<SendState>> events = new LinkedHashMap<>();
        events.put("sent", SendState::onSent);
        events.put("fin sent", SendState::onFinSent);
        events.put("all acked", SendState::onAllAcked);
        events.put("reset", SendState::onReset);
        events.put("reset acked", SendState::onResetAcked);
        assertThat(table(SendState.values(), events)).isEqualTo(checkedIn("send-states.txt"));
    }

    @Test
    void theReceivingPartFollowsFigure3() throws IOException {
        Map<String, UnaryOperator<ReceiveState>> events = new LinkedHashMap<>();
        events.put("fin", ReceiveState::onFin);
        events.put("all data", ReceiveState::onAllData);
        events.put("all read", ReceiveState::onAllRead);
        events.put("reset", ReceiveState::onReset);
        events.put("reset read", ReceiveState::onResetRead);
        assertThat(table(ReceiveState.values(), events)).isEqualTo(checkedIn("receive-states.txt"));
    }

    /// A row a state, a column an event; a dot where nothing changes.
    private static <S extends Enum<S>> String table(
            S[] states, Map<String, UnaryOperator<S>> events) {
        StringBuilder text = new StringBuilder(row("", events.keySet().toArray(String[]::new)));
        for (S state : states) {
            String[] cells =
                    events.values().stream()
                            .map(event -> event.apply(state))
                            .map(next -> next == state ? "." : next.name())
                            .toArray(String[]::new);
            text.append(row(state.name(), cells));
        }
        return text.toString();
    }

    private static String row(String head, String[] cells) {
        StringBuilder row = new StringBuilder(String.format("%-12s", head));
        for (String cell : cells) {
            row.append(String.format(" %-12s", cell));
        }
        return row.toString().stripTrailing() + "\n";
    }

    private static String checkedIn(String name) throws IOException {
        try (InputStream in = StreamStatesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
