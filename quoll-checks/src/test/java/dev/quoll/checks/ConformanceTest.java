package dev.quoll.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.checks.ConformanceTable.Row;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What `docs/conformance.md` claims can be looked up: every class and test it names exists.
class ConformanceTest {
    private final List<Row> rows =
            ConformanceTable.parse(Tree.read(Tree.root().resolve("docs/conformance.md")));

    @Test
    void everyRowNamesItsSectionAndRequirement() {
        // what has no numbered text is cited by the name of a part
        assertThat(rows).allMatch(row -> row.section().matches("§.*|[a-z]+"));
        assertThat(rows).noneMatch(row -> row.requirement().isEmpty());
    }

    @Test
    void everyClassNamedExists() {
        assertThat(rows).filteredOn(row -> !NamedTests.typeExists(row.type())).isEmpty();
    }

    @Test
    void everyTestNamedExists() {
        List<Row> wrong = new ArrayList<>();
        for (Row row : rows) {
            if (row.tests().isEmpty() || !row.tests().stream().allMatch(NamedTests::testExists)) {
                wrong.add(row);
            }
        }
        assertThat(wrong).as("rows whose test was not found").isEmpty();
    }
}
