package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quoll.udp.UdpSocketConfig.NativeCalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which socket is chosen. What the JVM was started with decides, so some tests start one.
@Timeout(120)
class UdpSocketsTest {
    /// Opens a socket and prints what it has become; for the JVMs that the tests start.
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws IOException {
            OpenedSocket opened = open(NativeCalls.valueOf(args[0]));
            System.out.println(opened.choice());
            opened.socket().close();
        }
    }

    private static OpenedSocket open(NativeCalls calls) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return UdpSockets.open(UdpSocketConfig.bindTo(any).with(calls));
    }

    @Test
    void nioIsOpenedIfAskedFor() throws IOException {
        OpenedSocket opened = open(NativeCalls.NEVER);
        try (UdpSocket socket = opened.socket()) {
            assertThat(opened.choice()).isEqualTo(SocketChoice.NIO_ASKED_FOR);
            assertThat(socket).isInstanceOf(NioUdpSocket.class);
        }
    }

    @Test
    void whatIsOpenedIsWhatIsSaid() throws IOException {
        OpenedSocket opened = open(NativeCalls.IF_ENABLED);
        try (UdpSocket socket = opened.socket()) {
            assertThat(socket instanceof LinuxUdpSocket)
                    .isEqualTo(opened.choice() == SocketChoice.LINUX);
            assertThat(opened.choice().description()).isNotBlank();
        }
    }

    @Test
    void withoutNativeAccessNioIsChosenAndNothingIsPrinted() throws Exception {
        assertThat(run(List.of(), NativeCalls.IF_ENABLED))
                .containsExactly("NIO_WITHOUT_NATIVE_ACCESS");
    }

    @Test
    void withNativeAccessNothingIsPrintedEither() throws Exception {
        SocketChoice here = UdpSockets.choice(NativeCalls.ALWAYS);

        assertThat(run(List.of("--enable-native-access=ALL-UNNAMED"), NativeCalls.IF_ENABLED))
                .containsExactly(here.name());
    }

    @Test
    void whoAsksForItGetsItWithAWarning() throws Exception {
        SocketChoice here = UdpSockets.choice(NativeCalls.ALWAYS);

        assertThat(run(List.of(), NativeCalls.ALWAYS)).contains(here.name());
    }

    @Test
    void whereTheJvmRefusesItIsNio() throws Exception {
        List<String> printed = run(List.of("--illegal-native-access=deny"), NativeCalls.ALWAYS);

        assertThat(printed).hasSize(1);
        assertThat(printed.getFirst()).startsWith("NIO_");
    }

    @Test
    void onAnotherSystemOrProcessorItIsNio() throws Exception {
        List<String> enabled = List.of("--enable-native-access=ALL-UNNAMED", "-Dos.arch=riscv64");
        boolean linux = System.getProperty("os.name").equals("Linux");

        assertThat(run(enabled, NativeCalls.IF_ENABLED))
                .containsExactly(linux ? "NIO_ON_OTHER_PROCESSOR" : "NIO_ON_OTHER_SYSTEM");
    }

    private static List<String> run(List<String> options, NativeCalls calls)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), calls.name()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS"); // it may enable native access
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return Arrays.asList(printed.strip().split("\\R"));
    }
}
