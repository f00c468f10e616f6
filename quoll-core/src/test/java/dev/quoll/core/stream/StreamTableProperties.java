package dev.quoll.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The table against a map of the JDK.
class StreamTableProperties {
    /// Each number names a stream, which is added if it is not there and removed if it is.
    @Property
    void holdsWhatAMapHolds(
            @ForAll @Size(max = 400) List<@IntRange(min = 0, max = 120) Integer> steps) {
        StreamTable<SendStream> table = new StreamTable<>();
        Map<Long, SendStream> model = new HashMap<>();
        for (int step : steps) {
            long id = step * 4L;
            if (model.remove(id) == null) {
                SendStream stream = new SendStream(id, 0);
                table.put(stream);
                model.put(id, stream);
            } else {
                table.remove(id);
            }
            assertThat(table.size()).isEqualTo(model.size());
            for (long any = 0; any <= 480; any += 4) {
                assertThat(table.get(any)).isSameAs(model.get(any));
            }
        }
        table.forEach(stream -> assertThat(model.remove(stream.id())).isSameAs(stream));
        assertThat(model).isEmpty();
    }
}
