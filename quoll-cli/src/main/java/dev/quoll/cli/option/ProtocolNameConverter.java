package dev.quoll.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.nio.charset.StandardCharsets;

/// Reads the name of an application protocol, 1 to 255 bytes (RFC 7301 §3.1).
final class ProtocolNameConverter implements ITypeConverter<String> {
    private static final int MAX_LENGTH = 255;

    @Override
    public String convert(String value) {
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > MAX_LENGTH) {
            throw new TypeConversionException("a protocol has 1 to " + MAX_LENGTH + " bytes");
        }
        return value;
    }
}
