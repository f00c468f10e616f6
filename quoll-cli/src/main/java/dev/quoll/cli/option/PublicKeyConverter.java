package dev.quoll.cli.option;

import dev.quoll.cli.identity.KeyName;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.security.PublicKey;

/// Reads an Ed25519 public key in hex.
public final class PublicKeyConverter implements ITypeConverter<PublicKey> {
    @Override
    public PublicKey convert(String value) {
        try {
            return KeyName.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + value + "' is not an Ed25519 public key, 64 hex digits");
        }
    }
}
