package dev.quoll.cli.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// A segment of a URL's path, or a name that a peer sends, as the name of one file.
public final class PathSegment {
    private PathSegment() {}

    /// Decodes a segment. Empty if it names no file: it is empty or no text, it names a place
    /// further up, or it has a separator or a NUL in it, however that was written.
    public static Optional<Path> fileName(String segment) {
        try {
            return plainName(PercentEncoding.decode(segment));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// As [#fileName], of a name that is written as it is.
    public static Optional<Path> plainName(String text) {
        try {
            Path name = Path.of(text);
            boolean isPlain =
                    !text.isEmpty()
                            && !text.equals(".")
                            && !text.equals("..")
                            && !name.isAbsolute()
                            && name.getNameCount() == 1
                            && name.toString().equals(text);
            return isPlain ? Optional.of(name) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
