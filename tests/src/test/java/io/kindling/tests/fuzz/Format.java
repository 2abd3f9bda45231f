package io.kindling.tests.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A format of files, and what reads it. */
interface Format {
  /** What the report calls it. */
  String name();

  /** Small inputs that are read without complaint. */
  List<Input> seeds();

  /**
   * A seed changed so that what a reader checks first stays right: magic numbers, lengths,
   * checksums, the structure of lines.
   */
  Input deep(Input seed, Mutator mutator);

  /**
   * Reads an input to its end.
   *
   * @return how it was refused, where that is not an exception: the row that is none
   * @throws io.kindling.kernels.spec.InvalidInputException when it is refused
   */
  Optional<String> read(Path folder);

  /** How many inputs it gets of so many; fewer where each takes long. */
  default int share(int inputs) {
    return inputs;
  }
}
