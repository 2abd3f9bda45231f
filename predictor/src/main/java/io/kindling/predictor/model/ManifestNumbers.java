package io.kindling.predictor.model;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Setting;
import io.kindling.predictor.table.NumberNotation;
import io.kindling.predictor.table.NumberSigns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers of rows are written, in a manifest: {@code {"usual": {"decimal": "."}, "columns":
 * {"price": {"decimal": ",", "thousands": ".", "marked": true}}}}.
 */
final class ManifestNumbers {
  private static final String USUAL = "usual";
  private static final String COLUMNS = "columns";
  private static final String DECIMAL = "decimal";
  private static final String THOUSANDS = "thousands";
  private static final String MARKED = "marked";

  private ManifestNumbers() {}

  /** Plain maps and texts. */
  static Map<String, Object> write(NumberNotation notation) {
    Map<String, Object> written = new LinkedHashMap<>();
    notation.usual().ifPresent(signs -> written.put(USUAL, write(signs)));
    Map<String, Object> columns = new LinkedHashMap<>();
    notation.others().forEach((column, signs) -> columns.put(column, write(signs)));
    if (!columns.isEmpty()) {
      written.put(COLUMNS, columns);
    }
    return written;
  }

  private static Map<String, Object> write(NumberSigns signs) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put(DECIMAL, String.valueOf(signs.decimal()));
    @Nullable Character thousands = signs.thousands();
    if (thousands != null) {
      written.put(THOUSANDS, thousands.toString());
    }
    if (signs.marked()) {
      written.put(MARKED, true);
    }
    return written;
  }

  /** Reads what {@link #write} has written; where nothing was, nothing is known. */
  static NumberNotation read(Optional<Setting> setting) {
    if (setting.isEmpty()) {
      return NumberNotation.UNKNOWN;
    }
    Fields fields = setting.get().fields();
    Optional<NumberSigns> usual = fields.optional(USUAL).map(ManifestNumbers::readSigns);
    Map<String, NumberSigns> columns = new LinkedHashMap<>();
    fields
        .optional(COLUMNS)
        .map(Setting::entriesByName)
        .orElse(Map.of())
        .forEach((column, signs) -> columns.put(column, readSigns(signs)));
    fields.done();
    return new NumberNotation(usual, columns);
  }

  private static NumberSigns readSigns(Setting setting) {
    Fields fields = setting.fields();
    char decimal = sign(fields.required(DECIMAL));
    Optional<Character> thousands = fields.optional(THOUSANDS).map(ManifestNumbers::sign);
    boolean marked = fields.optional(MARKED).filter(Setting::truth).isPresent();
    fields.done();
    if (thousands.equals(Optional.of(decimal))) {
      throw setting.wrong("two different signs");
    }
    return new NumberSigns(decimal, thousands.orElse(null), marked);
  }

  private static char sign(Setting setting) {
    if (setting.text().length() != 1) {
      throw setting.wrong("one character");
    }
    return setting.text().charAt(0);
  }
}
