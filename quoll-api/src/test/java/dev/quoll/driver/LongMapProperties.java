package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

class LongMapProperties {
    /// Keys that are alike make long runs of full slots, which removal has to mend.
    @Property(tries = 500)
    void itDoesWhatAHashMapDoes(
            @ForAll @Size(max = 300) List<@IntRange(min = -40, max = 40) Integer> steps) {
        LongMap<Integer> map = new LongMap<>();
        Map<Long, Integer> model = new HashMap<>();
        for (int step : steps) {
            long key = Math.abs(step) % 23 * 0x1_0000_0000L - 5;
            if (step < 0) {
                assertThat(map.remove(key)).isEqualTo(model.remove(key));
            } else {
                map.put(key, step);
                model.put(key, step);
            }
            assertThat(map.size()).isEqualTo(model.size());
            model.forEach((each, value) -> assertThat(map.get(each)).isEqualTo(value));
            assertThat(map.get(key)).isEqualTo(model.get(key));
        }
        for (int left = model.size(); left > 0; left--) {
            assertThat(model.values()).contains(map.removeAny());
        }
        assertThat(map.removeAny()).isNull();
    }

    @Example
    void nothingIsFoundInOneThatIsEmpty() {
        LongMap<Integer> map = new LongMap<>();
        assertThat(map.get(0)).isNull();
        assertThat(map.remove(0)).isNull();
        map.put(0, 1);
        map.clear();

        assertThat(map.size()).isZero();
        assertThat(map.get(0)).isNull();
        map.put(7, 2);
        assertThat(map.get(7)).isEqualTo(2);
    }
}
