package io.kindling.predictor.model;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of features in a manifest: name, kind, and the categories of one-hot columns. */
public final class ManifestColumns {
  private static final String NAME = "name";
  private static final String KIND = "kind";
  private static final String CATEGORIES = "categories";

  private ManifestColumns() {}

  /** Plain maps, lists and texts. */
  public static List<Map<String, Object>> write(List<Column> columns) {
    List<Map<String, Object>> written = new ArrayList<>();
    for (Column column : columns) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put(NAME, column.name());
      entry.put(KIND, ColumnKind.CATALOGUE.write(column.kind()));
      if (column.isOneHot()) {
        entry.put(CATEGORIES, column.categories());
      }
      written.add(entry);
    }
    return written;
  }

  /**
   * Reads what {@link #write} has written, for a network that takes rows of {@code input}, so many
   * of them indicators.
   */
  static List<Column> read(Setting setting, Shape input, int indicators) {
    List<Column> columns = setting.elements().stream().map(ManifestColumns::readColumn).toList();
    if (new HashSet<>(columns.stream().map(Column::name).toList()).size() < columns.size()) {
      throw setting.wrong("each name once");
    }
    if (!columns.isEmpty()
        && Preprocessing.inputShape(Shape.vector(columns.size()), columns, indicators).size()
            != input.size()) {
      throw setting.wrong("columns that fill an input of " + input);
    }
    return columns;
  }

  private static Column readColumn(Setting setting) {
    Fields fields = setting.fields();
    String name = fields.required(NAME).text();
    ColumnKind kind = ColumnKind.CATALOGUE.read(fields.required(KIND));
    List<String> categories =
        kind instanceof OneHot ? readCategories(fields.required(CATEGORIES)) : List.of();
    fields.done();
    Column column = new Column(name, kind, categories);
    if (!column.isKept()) {
      throw setting.wrong("a date by one part, which its name ends with");
    }
    return column;
  }

  private static List<String> readCategories(Setting setting) {
    List<String> categories = setting.texts();
    if (categories.isEmpty() || new HashSet<>(categories).size() < categories.size()) {
      throw setting.wrong("at least one category, each once");
    }
    return categories;
  }
}
