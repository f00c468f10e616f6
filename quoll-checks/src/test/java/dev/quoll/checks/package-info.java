/// Checks over the whole tree: which package may know which, that the conformance table names
/// things that exist, that every file is formatted. Runs last, and sees every module.
@org.jspecify.annotations.NullMarked
package dev.quoll.checks;
