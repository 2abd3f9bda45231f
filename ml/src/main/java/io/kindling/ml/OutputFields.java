package io.kindling.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/** The columns that models add; one whose name is empty is not wanted. */
final class OutputFields {
  private OutputFields() {}

  /**
   * Those of a classifier.
   *
   * @param count of the classes, if it is known yet
   * @param names of the classes; none if they are not known
   */
  static List<StructField> ofClasses(
      String raw, String probability, String prediction, OptionalInt count, List<String> names) {
    List<StructField> fields = vectors(raw, probability, count);
    NominalAttribute classes = NominalAttribute.defaultAttr();
    if (!names.isEmpty()) {
      classes = classes.withValues(names.toArray(String[]::new));
    } else if (count.isPresent()) {
      classes = classes.withNumValues(count.getAsInt());
    }
    fields.addAll(prediction(prediction, classes));
    return fields;
  }

  private static List<StructField> vectors(String raw, String probability, OptionalInt count) {
    List<StructField> fields = new ArrayList<>();
    for (String name : List.of(raw, probability)) {
      if (!name.isEmpty()) {
        fields.add(
            count.isPresent()
                ? new AttributeGroup(name, count.getAsInt()).toStructField()
                : new StructField(name, SQLDataTypes.VectorType(), false, Metadata.empty()));
      }
    }
    return fields;
  }

  /** Those of a classifier that tells of each of several labels whether a row has it. */
  static List<StructField> ofLabels(String raw, String probability, String prediction, int count) {
    List<StructField> fields = vectors(raw, probability, OptionalInt.of(count));
    fields.addAll(ofNumbers(prediction, 2));
    return fields;
  }

  /** That of a regressor: an array where there are several numbers. */
  static List<StructField> ofNumbers(String prediction, int count) {
    return prediction.isEmpty() || count == 1
        ? prediction(prediction, NumericAttribute.defaultAttr())
        : List.of(
            new StructField(
                prediction,
                DataTypes.createArrayType(DataTypes.DoubleType, false),
                false,
                Metadata.empty()));
  }

  private static List<StructField> prediction(String name, Attribute attribute) {
    return name.isEmpty()
        ? List.of()
        : List.of(
            new StructField(
                name, DataTypes.DoubleType, false, attribute.withName(name).toMetadata()));
  }
}
