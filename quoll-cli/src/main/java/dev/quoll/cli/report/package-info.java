/// What the command tells its user: amounts, errors in one line, JSON, progress. May import
/// `dev.quoll`.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.report;
