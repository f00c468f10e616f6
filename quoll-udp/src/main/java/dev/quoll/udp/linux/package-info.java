/// Linux's UDP sockets as system calls, made through `java.lang.foreign`: the only package with
/// native memory. Its types take and give byte arrays, addresses and numbers; what a batch is they
/// do not know. Supported are x86-64 and AArch64, whose structures and constants are the same;
/// [LinuxSupport] tells whether the machine is one of these and lets us. Not exported; imports the
/// JDK only.
@org.jspecify.annotations.NullMarked
package dev.quoll.udp.linux;
