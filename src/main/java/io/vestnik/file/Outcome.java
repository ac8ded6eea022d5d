package io.vestnik.file;

import java.util.List;

/**
 * What became of a file.
 *
 * @param folder where the source goes: {@code done} or {@code bad}
 * @param tellings what its sender is owed now
 */
public record Outcome(String folder, List<Telling> tellings) {}
