package io.kindling.partitioning.column;

import io.kindling.kernels.spec.Catalogue;
import java.io.Serializable;
import java.util.List;

/** What the values of a column are, and so what they become in the network's input. */
public sealed interface ColumnKind extends Serializable
    permits Numeric, Bool, OneHot, Hash, Date, Ignore {
  /** Every kind by its name in a config file. */
  Catalogue<ColumnKind> CATALOGUE =
      Catalogue.of(
          "kind of column",
          ColumnKind.class,
          List.of(Numeric.class, Bool.class, OneHot.class, Hash.class, Date.class, Ignore.class));
}
