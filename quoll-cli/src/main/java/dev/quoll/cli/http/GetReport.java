package dev.quoll.cli.http;

import java.util.List;

/// What `quoll get --json` prints. *Immutable*.
///
/// @param ok whether every file is there
/// @param seconds from the first call to connect until the last byte
record GetReport(boolean ok, List<FileReport> files, double seconds) {}
