package dev.quoll.cli.report;

import dev.quoll.error.ConnectionException;

import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// An exception in one line: what happened and, where it is known, what to do.
public final class ErrorLine {
    private ErrorLine() {}

    /// The line, without a line break. Words of the peer may be in it, so what could steer a
    /// terminal is left out.
    public static String of(Throwable thrown) {
        return printable(words(thrown));
    }

    /// `text` with every control character made a question mark.
    public static String printable(String text) {
        return text.codePoints()
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String words(Throwable thrown) {
        return switch (thrown) {
            case FileSystemException file -> ofFile(file);
            case UnknownHostException host ->
                    "unknown host " + host.getMessage() + ": check its name";
            case BindException bind ->
                    "cannot listen there (" + bind.getMessage() + "): choose another --listen";
            case SocketTimeoutException late -> ofAny(late);
            case InterruptedIOException _, InterruptedException _ -> "interrupted";
            case ConnectionException lost -> ofAny(lost) + OptionHint.of(lost.closeCause());
            case RuntimeException bug -> "an error in quoll itself, " + bug + "; see --debug";
            default -> ofAny(thrown);
        };
    }

    private static String ofFile(FileSystemException thrown) {
        return switch (thrown) {
            case NoSuchFileException _ -> "there is no file " + thrown.getFile();
            case NotDirectoryException _ -> thrown.getFile() + " is not a folder";
            case AccessDeniedException _ -> "no permission for " + thrown.getFile();
            case FileAlreadyExistsException _ -> thrown.getFile() + " is in the way: remove it";
            default -> ofAny(thrown);
        };
    }

    private static String ofAny(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }
}
