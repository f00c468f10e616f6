package dev.quoll.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/// A folder whose files are served, and nothing else: whatever a target says, what it finds is a
/// regular file that lies inside, links followed. *Immutable*.
///
/// Whoever may write in the folder is trusted: a folder that turns into a link between the look and
/// the opening of the file is not noticed.
public final class DocumentRoot {
    private static final String INDEX = "index.html";

    private final Path root;

    /// @throws NotDirectoryException if there is no such folder
    public DocumentRoot(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        root = folder.toRealPath();
    }

    /// The file a target means, without links in its path; empty if there is none inside. What
    /// follows a question mark is not looked at; a target that ends in a slash means the
    /// `index.html` there.
    public Optional<Path> find(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        String segments = path.substring(1);
        return locate(path.endsWith("/") ? segments + INDEX : segments).flatMap(this::fileInside);
    }

    private Optional<Path> locate(String segments) {
        Optional<Path> file = Optional.of(root);
        for (String segment : segments.split("/", -1)) {
            Optional<Path> name = PathSegment.fileName(segment);
            file = file.flatMap(folder -> name.map(folder::resolve));
        }
        return file;
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
