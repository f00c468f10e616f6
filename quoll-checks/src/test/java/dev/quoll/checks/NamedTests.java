package dev.quoll.checks;

import static java.util.stream.Collectors.groupingBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The classes and tests of the checkout, as documents name them: `Type` or `package.Type`, the
/// package counted from its end (`flow.ReceiveLimit`), and `TypeTest.aSentence`.
final class NamedTests {
    private static final Map<String, List<Path>> FILES =
            Tree.javaFiles().stream().collect(groupingBy(file -> file.getFileName().toString()));

    private NamedTests() {}

    static boolean typeExists(String type) {
        return !find(type).isEmpty();
    }

    static boolean testExists(String test) {
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
