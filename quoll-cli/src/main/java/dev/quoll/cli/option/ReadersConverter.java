package dev.quoll.cli.option;

import dev.quoll.config.EndpointConfig;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads how many readers an endpoint has, 1 to [EndpointConfig#MOST_READERS].
public final class ReadersConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
        try {
            int readers = Integer.parseInt(value);
            if (readers >= 1 && readers <= EndpointConfig.MOST_READERS) {
                return readers;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException(
                "'" + value + "' is not a number from 1 to " + EndpointConfig.MOST_READERS);
    }
}
