package dev.quoll.interop.peers;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// Reads `127.0.0.1:4433` and `[::1]:4433`.
public final class SocketAddressConverter implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String value) throws UnknownHostException {
        int colon = value.lastIndexOf(':');
        if (colon < 0) {
            throw new TypeConversionException("'" + value + "' is not ADDRESS:PORT");
        }
        int port = Integer.parseInt(value.substring(colon + 1));
        return new InetSocketAddress(InetAddress.getByName(value.substring(0, colon)), port);
    }
}
