/// How the command runs several things at once, and how it ends. Imports nothing of ours.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.thread;
