package dev.quoll.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;

/// Reads seconds, with a fraction if need be, from a millisecond to a day.
public final class SecondsConverter implements ITypeConverter<Duration> {
    private static final double LEAST = 0.001;
    private static final double MOST = 86_400;

    @Override
    public Duration convert(String value) {
        try {
            double seconds = Double.parseDouble(value);
            if (seconds >= LEAST && seconds <= MOST) {
                return Duration.ofNanos((long) (seconds * 1e9));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException("'" + value + "' is not a number from 0.001 to 86400");
    }
}
