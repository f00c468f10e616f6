package dev.quoll.cli.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/// A folder whose files are served, and nothing else: whatever a target says, what it finds is a
/// regular file that lies inside, links followed. *Immutable*.
///
/// Whoever may write in the folder is trusted: a folder that turns into a link between the look and
/// the opening of the file is not noticed.
final class DocumentRoot {
    private static final String INDEX = "index.html";

    private final Path root;

    /// @throws NotDirectoryException if there is no such folder
    DocumentRoot(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        root = folder.toRealPath();
    }

    /// The file a target means, without links in its path; empty if there is none inside. What
    /// follows a question mark is not looked at; a target that ends in a slash means the
    /// `index.html` there.
    Optional<Path> find(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return Optional.ofNullable(locate(path)).flatMap(this::fileInside);
    }

    private @Nullable Path locate(String path) {
        String[] segments = path.split("/", -1);
        if (segments.length < 2 || !segments[0].isEmpty()) {
            return null;
        }
        Path file = root;
        for (int i = 1; i < segments.length; i++) {
            boolean isIndex = i == segments.length - 1 && segments[i].isEmpty();
            Path name = isIndex ? file.getFileSystem().getPath(INDEX) : name(segments[i]);
            if (name == null) {
                return null;
            }
            file = file.resolve(name);
        }
        return file;
    }

    /// A segment as the name of one file; null if it is none: it is empty, has bytes that are not
    /// text, names a place further up, or has a separator in it, however that was written.
    private @Nullable Path name(String segment) {
        try {
            String text = PercentEncoding.decode(segment);
            Path name = root.getFileSystem().getPath(text);
            boolean isPlain =
                    !text.isEmpty()
                            && !text.equals(".")
                            && !text.equals("..")
                            && !name.isAbsolute()
                            && name.getNameCount() == 1
                            && name.toString().equals(text);
            return isPlain ? name : null;
        } catch (InvalidPathException e) { // a NUL, for one
            return null;
        }
    }

    private Optional<Path> fileInside(Path file) {
        try {
            Path real = file.toRealPath();
            return real.startsWith(root) && Files.isRegularFile(real)
                    ? Optional.of(real)
                    : Optional.empty();
        } catch (IOException e) { // not there, a loop of links, a folder we may not enter
            return Optional.empty();
        }
    }
}
