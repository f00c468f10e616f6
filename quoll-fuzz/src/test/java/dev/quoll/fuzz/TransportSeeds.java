package dev.quoll.fuzz;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// Where the fuzzer begins with what the transport reads: every kind of frame, parameters of each
/// side, packets of each type.
public final class TransportSeeds {
    private static final List<String> FRAMES =
            List.of(
                    "000000 01",
                    "02 05 00 00 05",
                    "02 40ff 19 02 10 05 03 00 02",
                    "03 05 00 00 05 01 02 03",
                    "04 04 11 20",
                    "05 04 11",
                    "06 00 04 01020304",
                    "07 04 01020304",
                    "08 04 0102",
                    "0f 04 44d2 03 010203",
                    "10 44d2 11 04 44d2 12 10 13 10",
                    "14 44d2 15 04 44d2 16 10 17 10",
                    "18 02 01 08 0102030405060708 00112233445566778899aabbccddeeff",
                    "19 02 1a 0102030405060708 1b 0102030405060708",
                    "1c 0a 06 03 616263",
                    "1d 11 03 616263",
                    "1e",
                    "30 010203",
                    "31 03 010203",
                    "40af 01 02 03 04",
                    "1f",
                    "3e 03 43e8 0a 00 05 3e 01 14 00 01 02 01 03 3f 01 09 19 00 09 0a 00 01",
                    "7e75 02 7e76 7e76 01 01 7e77 01 02",
                    "7e78 03 02 01 08 0102030405060708 00112233445566778899aabbccddeeff 7e79 01 00",
                    "7e7a 08 7e7a c0000000ffffffff 7e7b 07 7e7c 02 00");

    private static final String INTEGERS =
            "0104 80007530 0302 45dc 0404 80100000 0504 80100000 0604 80100000 0704 80100000"
                    + " 0802 4064 0902 4064 0a01 03 0b01 19 0e01 04 ";

    private static final List<String> OF_CLIENT =
            List.of(
                    INTEGERS + "0f08 0102030405060708 3e01 07",
                    INTEGERS + "0f00 0c00 2002 45dc 6ab200 110c 00000001 6b3343cf 00000001");

    private static final List<String> OF_SERVER =
            List.of(
                    INTEGERS
                            + "0008 0102030405060708 0f08 0102030405060708"
                            + " 0210 00112233445566778899aabbccddeeff 1008 0102030405060708",
                    "0d31 7f000001 1151 00000000000000000000000000000001 1151 08 0102030405060708"
                            + " 00112233445566778899aabbccddeeff 0f08 0102030405060708");

    private static final String BODY = "00".repeat(24);

    private static final List<String> PACKETS =
            List.of(
                    "c0 00000001 08 0102030405060708 08 1112131415161718 03 010203 18 " + BODY,
                    "d0 00000001 08 0102030405060708 00 18" + BODY + "41 0102030405060708" + BODY,
                    "e0 00000001 08 0102030405060708 00 18" + BODY,
                    "f0 00000001 08 0102030405060708 00 616263" + BODY,
                    "d0 6b3343cf 08 0102030405060708 00 00 4018" + BODY,
                    "80 00000000 08 0102030405060708 00 00000001 6b3343cf",
                    "c0 0a0a0a0a 20" + BODY + "0000000000000000 00",
                    "41 0102030405060708" + BODY,
                    "01 0102030405060708" + BODY);

    private TransportSeeds() {}

    /// All of them, with the byte that chooses who reads.
    public static List<byte[]> all() {
        List<List<String>> inOrder = List.of(FRAMES, OF_CLIENT, OF_SERVER, PACKETS);
        return IntStream.range(0, inOrder.size())
                .boxed()
                .flatMap(i -> inOrder.get(i).stream().map("%02x".formatted(i)::concat))
                .map(text -> HexFormat.of().parseHex(text.replace(" ", "")))
                .toList();
    }
}
