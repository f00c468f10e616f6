package dev.quoll.core.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.spi.CipherSuite;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;

import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// HKDF against the vectors of RFC 5869 and against the JDK's own.
class HkdfTest {
    private final Hkdf hkdf = new Hkdf(CipherSuite.TLS_AES_128_GCM_SHA256);

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /// RFC 5869 appendix A.1.
    @Test
    void theFirstVectorOfTheRfc() {
        byte[] key = hkdf.extract(hex("000102030405060708090a0b0c"), hex("0b".repeat(22)));

        assertThat(key)
                .isEqualTo(hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"));
        assertThat(hkdf.expand(key, hex("f0f1f2f3f4f5f6f7f8f9"), 42))
                .isEqualTo(
                        hex(
                                "3cb25f25faacd57a90434f64d0362f2a"
                                        + "2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
    }

    @ParameterizedTest
    @EnumSource
    void itAgreesWithTheJdkForEveryLength(CipherSuite suite) throws GeneralSecurityException {
        Hkdf ours = new Hkdf(suite);
        KDF theirs = KDF.getInstance("HKDF-" + suite.hashAlgorithm().replace("-", ""));
        Random random = new Random(1);
        for (int length = 1; length <= 255 * suite.hashLength(); length += 1 + length / 4) {
            byte[] salt = new byte[1 + random.nextInt(60)];
            byte[] input = new byte[1 + random.nextInt(60)];
            byte[] info = new byte[random.nextInt(80)];
            random.nextBytes(salt);
            random.nextBytes(input);
            random.nextBytes(info);

            byte[] extracted = ours.extract(salt, input);

            assertThat(extracted)
                    .isEqualTo(
                            theirs.deriveData(
                                    HKDFParameterSpec.ofExtract()
                                            .addSalt(salt)
                                            .addIKM(input)
                                            .extractOnly()));
            assertThat(ours.expand(extracted, info, length))
                    .isEqualTo(
                            theirs.deriveData(
                                    HKDFParameterSpec.expandOnly(
                                            new SecretKeySpec(extracted, "Generic"),
                                            info,
                                            length)));
        }
    }

    @Test
    void itWorksOnAfterForgetting() {
        byte[] secret = hex("01".repeat(32));
        byte[] first = hkdf.expandLabel(secret, "label", 16);

        hkdf.forget();

        assertThat(hkdf.expandLabel(secret, "label", 16)).isEqualTo(first);
    }

    @Test
    void moreThan255BlocksAreRefused() {
        assertThatThrownBy(() -> hkdf.expand(new byte[32], new byte[0], 255 * 32 + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
