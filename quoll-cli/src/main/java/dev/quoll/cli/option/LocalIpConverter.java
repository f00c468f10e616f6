package dev.quoll.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.net.InetAddress;

/// Reads `192.0.2.7` and `2001:db8::7`; names would have to be looked up.
public final class LocalIpConverter implements ITypeConverter<InetAddress> {
    @Override
    public InetAddress convert(String value) {
        try {
            return InetAddress.ofLiteral(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + value + "' is not an IP address");
        }
    }
}
