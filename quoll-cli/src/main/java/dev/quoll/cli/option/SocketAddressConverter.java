package dev.quoll.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// Reads `127.0.0.1:4433`, `[::1]:4433` and `localhost:4433`.
public final class SocketAddressConverter implements ITypeConverter<InetSocketAddress> {
    private static final int MAX_PORT = 65_535;

    @Override
    public InetSocketAddress convert(String value) {
        int colon = value.lastIndexOf(':');
        if (colon < 1) {
            throw new TypeConversionException("'" + value + "' is not HOST:PORT");
        }
        try {
            InetAddress host = InetAddress.getByName(value.substring(0, colon));
            return new InetSocketAddress(host, port(value.substring(colon + 1)));
        } catch (UnknownHostException e) {
            throw new TypeConversionException("no address is known for '" + value + "'");
        }
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException("'" + text + "' is not a port, 0 to " + MAX_PORT);
    }
}
