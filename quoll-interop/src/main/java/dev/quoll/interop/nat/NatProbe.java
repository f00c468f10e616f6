package dev.quoll.interop.nat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;

/// The program for both ends: `NatProbe outside|inside ADDRESS ADDRESS PORT`. Outside it answers
/// until it is stopped, inside it prints what it found.
final class NatProbe {
    private NatProbe() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        InetAddress address = InetAddress.getByName(arguments[1]);
        InetAddress other = InetAddress.getByName(arguments[2]);
        int port = Integer.parseInt(arguments[3]);
        switch (arguments[0]) {
            case "outside" -> answer(address, other, port);
            case "inside" ->
                    System.out.println(new Inside(Outside.places(address, other, port)).ask());
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void answer(InetAddress address, InetAddress other, int port)
            throws IOException, InterruptedException {
        try (Outside _ = Outside.open(address, other, port)) {
            System.out.println("answering");
            new CountDownLatch(1).await();
        }
    }
}
