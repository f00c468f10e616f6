/// Files on both ends of a fetch: the folder whose files are served, and the file that is on its
/// way. Knows no protocol; may import `report`.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.file;
