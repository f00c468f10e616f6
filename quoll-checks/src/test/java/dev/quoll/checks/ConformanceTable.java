package dev.quoll.checks;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads the tables of `docs/conformance.md`: four columns, one row per requirement, code in
/// backticks.
final class ConformanceTable {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private ConformanceTable() {}

    /// One requirement and where it is met and proved.
    ///
    /// @param type the class that meets it
    /// @param tests the tests that prove it, each as `Type.method`
    record Row(String section, String requirement, String type, List<String> tests) {}

    static List<Row> parse(String markdown) {
        return markdown.lines()
                .filter(line -> line.startsWith("|"))
                .filter(line -> !line.startsWith("| section") && !line.startsWith("|--"))
                .map(ConformanceTable::row)
                .toList();
    }

    private static Row row(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 6) { // one before the first bar, one after the last
            throw new IllegalArgumentException("not four columns: " + line);
        }
        List<String> types = codeIn(cells[3]);
        if (types.size() != 1) {
            throw new IllegalArgumentException("not one class: " + line);
        }
        return new Row(cells[1].strip(), cells[2].strip(), types.getFirst(), codeIn(cells[4]));
    }

    private static List<String> codeIn(String cell) {
        return CODE.matcher(cell).results().map(ConformanceTable::content).toList();
    }

    private static String content(MatchResult code) {
        return code.group(1);
    }
}
