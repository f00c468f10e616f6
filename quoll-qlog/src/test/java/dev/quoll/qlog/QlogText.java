package dev.quoll.qlog;

import tools.jackson.jr.ob.JSON;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A qlog file as a test reads it: every record parsed by a reader of JSON. *Immutable*.
record QlogText(String text, Map<String, Object> header, List<Map<String, Object>> events) {
    private static final Pattern SEPARATOR = Pattern.compile("\u001e");

    static QlogText of(String text) {
        if (text.charAt(0) != '\u001e') {
            throw new AssertionError("no record separator at the beginning");
        }
        List<Map<String, Object>> records = new ArrayList<>();
        for (String each : SEPARATOR.split(text.substring(1), -1)) {
            if (!each.endsWith("}\n")) {
                throw new AssertionError("no line feed at the end of " + each);
            }
            records.add(JSON.std.mapFrom(each));
        }
        return new QlogText(text, records.getFirst(), records.subList(1, records.size()));
    }

    /// Reads the one file in a directory whose name ends so.
    static QlogText in(Path directory, String end) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + end)) {
            files.forEach(found::add);
        }
        if (found.size() != 1) {
            throw new AssertionError(found + " are not one file");
        }
        return of(Files.readString(found.getFirst()));
    }

    /// The data of all events of a name.
    List<Map<String, Object>> data(String name) {
        return events.stream()
                .filter(event -> event.get("name").equals(name))
                .map(event -> object(event, "data"))
                .toList();
    }

    /// The frames of a type in all packets of an event's name.
    List<Map<String, Object>> frames(String event, String type) {
        return data(event).stream()
                .flatMap(data -> list(data, "frames").stream())
                .filter(frame -> frame.get("frame_type").equals(type))
                .toList();
    }

    @SuppressWarnings("unchecked") // objects of JSON have names
    static Map<String, Object> object(Map<String, Object> in, String name) {
        return (Map<String, Object>) in.getOrDefault(name, Map.of());
    }

    @SuppressWarnings("unchecked") // asked only of lists of objects
    static List<Map<String, Object>> list(Map<String, Object> in, String name) {
        return (List<Map<String, Object>>) in.getOrDefault(name, List.of());
    }
}
