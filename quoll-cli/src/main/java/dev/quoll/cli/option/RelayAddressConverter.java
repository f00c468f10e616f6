package dev.quoll.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `HOST:PORT#KEY`, the key as the hex of an Ed25519 key.
public final class RelayAddressConverter implements ITypeConverter<RelayAddress> {
    @Override
    public RelayAddress convert(String value) {
        int hash = value.indexOf('#');
        if (hash < 0) {
            throw new TypeConversionException("'" + value + "' is not HOST:PORT#KEY");
        }
        return new RelayAddress(
                new SocketAddressConverter().convert(value.substring(0, hash)),
                new PublicKeyConverter().convert(value.substring(hash + 1)));
    }
}
