package dev.quoll.cli.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// A request of HTTP/0.9: `GET`, a blank and a target, to the end of the line or of the stream.
/// What follows on the line, such as a version, means nothing. *Immutable*.
///
/// @param target the path as it was sent, percent-encoded; begins with a slash
record Request(String target) {
    /// The longest line that is read.
    static final int MAX_LENGTH = 8192;

    private static final String METHOD = "GET ";

    /// Reads one line.
    ///
    /// @throws BadRequestException if it is no request, or longer than [#MAX_LENGTH]
    static Request read(InputStream in) throws IOException, BadRequestException {
        String line = readLine(in);
        if (!line.startsWith(METHOD)) {
            throw new BadRequestException("no GET");
        }
        String rest = line.substring(METHOD.length());
        int blank = rest.indexOf(' ');
        String target = blank < 0 ? rest : rest.substring(0, blank);
        if (!target.startsWith("/")) {
            throw new BadRequestException("no path");
        }
        return new Request(target);
    }

    /// The line as a client sends it.
    byte[] bytes() {
        return (METHOD + target + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String readLine(InputStream in) throws IOException, BadRequestException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == MAX_LENGTH) {
                throw new BadRequestException("more than " + MAX_LENGTH + " bytes");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
