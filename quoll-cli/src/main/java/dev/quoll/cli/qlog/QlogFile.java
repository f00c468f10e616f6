package dev.quoll.cli.qlog;

import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Reads a qlog file record by record, however long it is. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7464 RFC 7464: JSON Text Sequences
final class QlogFile {
    private static final char RECORD_SEPARATOR = '\u001e';

    /// No record of an honest writer is so long.
    private static final int MOST_CHARACTERS = 1 << 20;

    private final BufferedReader in;
    private final Story story;
    private final StringBuilder record = new StringBuilder();
    private long records;

    private QlogFile(BufferedReader in, Story story) {
        this.in = in;
        this.story = story;
    }

    /// Tells `story` what is in a file: first what it is of, then the events. A last record that is
    /// not whole, as a process that was killed leaves it behind, is left out.
    ///
    /// @throws IOException if it cannot be read, or is not a JSON text sequence of qlog
    static void read(Path file, Story story) throws IOException {
        var decoder =
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        try (var bytes = Files.newInputStream(file);
                var in = new BufferedReader(new InputStreamReader(bytes, decoder))) {
            new QlogFile(in, story).read();
        }
    }

    private void read() throws IOException {
        if (in.read() != RECORD_SEPARATOR) {
            throw new IOException("not a sequence of qlog records (.sqlog)");
        }
        for (int each = in.read(); each >= 0; each = in.read()) {
            if (each == RECORD_SEPARATOR) {
                take();
            } else if (record.length() < MOST_CHARACTERS) {
                record.append((char) each);
            } else {
                throw new IOException("record " + records + " is too long");
            }
        }
        if (!record.isEmpty() && record.charAt(record.length() - 1) == '\n') {
            take();
        }
        if (records == 0) {
            throw new IOException("no record of qlog in it");
        }
    }

    private void take() throws IOException {
        Map<String, Object> fields;
        try {
            fields = JSON.std.mapFrom(record.toString());
        } catch (JacksonException e) {
            throw new IOException("record " + records + " is not JSON", e);
        }
        record.setLength(0);
        if (records == 0) {
            if (!fields.containsKey("trace")) {
                throw new IOException("no trace of qlog");
            }
            story.begin(Fields.of(fields));
        } else {
            story.add(Fields.of(fields));
        }
        records++;
    }
}
