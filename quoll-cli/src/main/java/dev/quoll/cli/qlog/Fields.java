package dev.quoll.cli.qlog;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The fields of an object in a file that anybody may have written: what is missing, or of another
/// kind than it should be, is as if it were not there. *Immutable*.
record Fields(Map<?, ?> values) {
    static Fields of(Map<?, ?> values) {
        return new Fields(values);
    }

    /// A text, empty if there is none; numbers are texts, too.
    String text(String name) {
        return switch (values.get(name)) {
            case String text -> text;
            case Number number -> number.toString();
            case null, default -> "";
        };
    }

    OptionalDouble number(String name) {
        return values.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /// An object, empty if there is none.
    Fields object(String name) {
        return new Fields(values.get(name) instanceof Map<?, ?> found ? found : Map.of());
    }

    /// The objects in a list.
    List<Fields> objects(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(each -> new Fields((Map<?, ?>) each))
                        .toList()
                : List.of();
    }

    /// All of it in a line.
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        values.forEach((name, value) -> line.append(", ").append(name).append(' ').append(value));
        return line.isEmpty() ? "" : line.substring(2);
    }
}
