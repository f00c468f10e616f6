package dev.quoll.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What `docs/catalogue.md` claims can be looked up: every row says how it is shown, or why not,
/// and every test it names exists.
class CatalogueTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final List<String[]> rows =
            Tree.read(Tree.root().resolve("docs/catalogue.md"))
                    .lines()
                    .filter(line -> line.startsWith("| ") && !line.endsWith("| shown by |"))
                    .map(line -> line.split("\\|", -1))
                    .toList();

    @Test
    void everyRowHasABehaviourAndAProofOrAReason() {
        assertThat(rows).hasSizeGreaterThan(100);
        assertThat(rows).allMatch(cells -> cells.length == 4); // one before the first bar
        assertThat(rows).noneMatch(cells -> cells[1].isBlank() || cells[2].isBlank());
    }

    @Test
    void everyTestNamedExists() {
        assertThat(rows)
                .flatMap(cells -> CODE.matcher(cells[2]).results().toList())
                .extracting(MatchResult.class::cast)
                .extracting(code -> code.group(1))
                .allMatch(NamedTests::testExists);
    }
}
