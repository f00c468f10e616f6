package dev.quoll.bench.micro;

import static java.util.Objects.requireNonNull;

import dev.quoll.bench.JcaChoice;
import dev.quoll.core.protection.AeadProtection;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.PacketSealer;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/// What hides a packet: its encryption, and the masks of its header.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProtectionBenchmark {
    private static final int HEADER_LENGTH = 11;

    /// Packets of a batch whose headers are masked together.
    private static final int BATCH = 44;

    private final byte[] samples = new byte[BATCH * HeaderProtector.SAMPLE_LENGTH];
    private final byte[] masks = new byte[BATCH * HeaderProtector.SAMPLE_LENGTH];

    /// Of the whole packet, tag included.
    @Param({"1452", "64"})
    public int length;

    /// What it is encrypted with.
    @Param({"TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256"})
    public CipherSuite suite = CipherSuite.TLS_AES_128_GCM_SHA256;

    /// Last, so that the runs of the two providers follow upon each other.
    @Param({"JDK", "ACCP"})
    public JcaChoice provider = JcaChoice.JDK;

    private byte[] packet = {};
    private byte[] sealed = {};
    private byte[] opened = {};
    private @Nullable PacketSealer sealer;
    private @Nullable PacketOpener opener;
    private @Nullable HeaderProtector protector;
    private long number;

    /// Makes the keys, and the packet that [#open] opens.
    @Setup(Level.Trial)
    public void prepare() {
        provider.install();
        TrafficSecret secret = new TrafficSecret(suite, new byte[suite.hashLength()]);
        PacketProtection protection = new AeadProtection();
        sealer = protection.sealer(QuicVersion.V1, secret);
        opener = protection.opener(QuicVersion.V1, secret);
        protector = protection.headerProtector(QuicVersion.V1, secret);
        packet = new byte[length];
        opened = new byte[length];
        number = 0;
        sealed = seal().clone();
    }

    /// Encrypts a packet in place.
    @Benchmark
    public byte[] seal() {
        int payload = length - HEADER_LENGTH - PacketProtection.TAG_LENGTH;
        requireNonNull(sealer).seal(0, number++, packet, 0, HEADER_LENGTH, payload);
        return packet;
    }

    /// Decrypts a packet into another array.
    @Benchmark
    public int open() {
        int rest = length - HEADER_LENGTH;
        int count = requireNonNull(opener).open(0, 0, sealed, 0, HEADER_LENGTH, rest, opened, 0);
        if (count == PacketOpener.NOT_AUTHENTIC) {
            throw new IllegalStateException("not what was sealed");
        }
        return count;
    }

    /// The masks of a batch; the time is that of one.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public byte[] mask() {
        requireNonNull(protector).masks(samples, BATCH, masks);
        return masks;
    }
}
