package dev.quoll.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What `docs/api-map.md` claims can be looked up: every member it names is there and public, and
/// no row of the page it follows is left out.
class ApiMapTest {
    private static final int ROWS = 48;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*$");
    private static final Pattern MEMBER =
            Pattern.compile("`([A-Z]\\w+)\\.([a-z]\\w+)`(?! not yet)");

    private final String map = Tree.read(Tree.root().resolve("docs/api-map.md"));

    @Test
    void everyRowOfThePageIsThere() {
        List<Integer> numbers =
                ROW.matcher(map).results().map(row -> Integer.valueOf(row.group(1))).toList();
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, ROWS).boxed().toList());
    }

    @Test
    void everyMemberNamedIsPublic() {
        List<MatchResult> members = MEMBER.matcher(map).results().toList();
        assertThat(members).isNotEmpty();
        List<String> missing = new ArrayList<>();
        for (MatchResult member : members) {
            if (!isPublic(member.group(1), member.group(2))) {
                missing.add(member.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void aRowWithoutMemberSaysThatItIsStillToCome() {
        List<String> silent =
                ROW.matcher(map)
                        .results()
                        .map(MatchResult::group)
                        .filter(row -> row.split("\\|", -1)[3].isBlank())
                        .filter(row -> !row.contains("not yet") && !row.contains("identity"))
                        .toList();
        assertThat(silent).isEmpty();
    }

    private static boolean isPublic(String type, String member) {
        try {
            return Arrays.stream(Class.forName("dev.quoll." + type).getMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()))
                    .anyMatch(method -> method.getName().equals(member));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
