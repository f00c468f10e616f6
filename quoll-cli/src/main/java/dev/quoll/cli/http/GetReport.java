package dev.quoll.cli.http;

import dev.quoll.cli.report.PathReport;

import java.util.List;

/// What `quoll get --json` prints. *Immutable*.
///
/// @param ok whether every file is there
/// @param paths of all connections, if more than one was asked for
/// @param seconds from the first call to connect until the last byte
record GetReport(boolean ok, List<FileReport> files, List<PathReport> paths, double seconds) {}
