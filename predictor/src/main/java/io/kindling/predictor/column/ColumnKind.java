package io.kindling.predictor.column;

import io.kindling.kernels.spec.Catalogue;
import io.kindling.kernels.spec.Setting;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the values of a column are, and so what they become in the network's input. */
public sealed interface ColumnKind extends Serializable
    permits Numeric, Bool, OneHot, Hash, Date, Ignore {
  /** Every kind by its name in a config file. */
  Catalogue<ColumnKind> CATALOGUE =
      Catalogue.of(
          "kind of column",
          ColumnKind.class,
          List.of(Numeric.class, Bool.class, OneHot.class, Hash.class, Date.class, Ignore.class));

  /** Reads {@code {column: kind, …}}. */
  static Map<String, ColumnKind> readByName(Setting columns) {
    Map<String, ColumnKind> kinds = new LinkedHashMap<>();
    columns.entriesByName().forEach((name, kind) -> kinds.put(name, CATALOGUE.read(kind)));
    return kinds;
  }
}
