package dev.quoll.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.net.InetSocketAddress;

/// Reads an address that somebody can send to: neither a wildcard nor port 0.
final class ReachableAddressConverter implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String value) {
        InetSocketAddress address = new SocketAddressConverter().convert(value);
        if (address.getAddress().isAnyLocalAddress() || address.getPort() == 0) {
            throw new TypeConversionException("nobody can be reached at '" + value + "'");
        }
        return address;
    }
}
