package io.kindling.kernels.layer;

import io.kindling.kernels.spec.Catalogue;
import io.kindling.kernels.spec.Require;
import java.io.Serializable;
import java.util.List;

/** How many units a layer has: a number, or as many as the data ask for. */
public sealed interface Units extends Serializable {
  /** Both by their names in a config file; a number stands for itself. */
  Catalogue<Units> CATALOGUE =
      Catalogue.of("number of units", Units.class, List.of(Count.class, Classes.class))
          .whereNumbersAre(Count.class);

  /**
   * The number.
   *
   * @throws IllegalArgumentException when only data can tell it
   */
  int number();

  /**
   * A number.
   *
   * @param count at least 1
   */
  record Count(int count) implements Units {
    /** Checks the number. */
    public Count {
      Require.atLeast(1, "Dense units", count);
    }

    @Override
    public int number() {
      return count;
    }
  }

  /**
   * One for each class of the labels to train on, one for each label where a row has several or is
   * of a regression, and a single one for a loss that tells two classes apart by it.
   */
  record Classes() implements Units {
    @Override
    public int number() {
      throw new IllegalArgumentException(
          "Dense units must be a number where there are no data to count classes in, got classes");
    }
  }
}
