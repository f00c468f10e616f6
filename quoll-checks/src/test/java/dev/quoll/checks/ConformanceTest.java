package dev.quoll.checks;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.groupingBy;

import dev.quoll.checks.ConformanceTable.Row;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What `docs/conformance.md` claims can be looked up: every class and test it names exists.
class ConformanceTest {
    private static final Map<String, List<Path>> FILES =
            Tree.javaFiles().stream().collect(groupingBy(file -> file.getFileName().toString()));

    private final List<Row> rows =
            ConformanceTable.parse(Tree.read(Tree.root().resolve("docs/conformance.md")));

    @Test
    void everyRowNamesItsSectionAndRequirement() {
        assertThat(rows).allMatch(row -> row.section().startsWith("§"));
        assertThat(rows).noneMatch(row -> row.requirement().isEmpty());
    }

    @Test
    void everyClassNamedExists() {
        assertThat(rows).filteredOn(row -> !exists(row.type())).isEmpty();
    }

    @Test
    void everyTestNamedExists() {
        List<Row> wrong = new ArrayList<>();
        for (Row row : rows) {
            if (row.tests().isEmpty() || !row.tests().stream().allMatch(this::testExists)) {
                wrong.add(row);
            }
        }
        assertThat(wrong).as("rows whose test was not found").isEmpty();
    }

    /// `Type` or `package.Type`, the package counted from its end: `flow.ReceiveLimit`.
    private boolean exists(String type) {
        return !find(type).isEmpty();
    }

    /// `TypeTest.aSentence`.
    private boolean testExists(String test) {
        int dot = test.lastIndexOf('.');
        if (dot < 0) {
            return false;
        }
        Pattern method = Pattern.compile("\\b" + Pattern.quote(test.substring(dot + 1)) + "\\(");
        return find(test.substring(0, dot)).stream()
                .anyMatch(file -> method.matcher(Tree.read(file)).find());
    }

    private static List<Path> find(String type) {
        Path path = Path.of(type.replace('.', '/') + ".java");
        return FILES.getOrDefault(path.getFileName().toString(), List.of()).stream()
                .filter(file -> file.endsWith(path))
                .toList();
    }
}
