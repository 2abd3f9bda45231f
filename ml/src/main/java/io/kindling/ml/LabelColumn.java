package io.kindling.ml;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.row.Labels;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/**
 * How many classes a numeric column of labels has, as everywhere in Spark ML: as its metadata say,
 * such as those that StringIndexer writes, otherwise the greatest label and one; at least two.
 *
 * @param field of the schema
 */
record LabelColumn(StructField field) {
  private static final int FEWEST_CLASSES = 2;
  private static final int MOST_CLASSES = 1 << 20;

  /** Whether each row has several. */
  boolean isArray() {
    return field.dataType() instanceof ArrayType;
  }

  /** Whether labels are numbers. */
  boolean isNumeric() {
    return field.dataType() instanceof NumericType;
  }

  /**
   * Checks that numbers mean the same classes as in the model to start from.
   *
   * @throws InvalidInputException when the metadata give other names, or in another order
   */
  void checkNames(StartModel start) {
    List<String> names = names();
    List<String> classes = start.classes();
    boolean named = !classes.equals(numbers(classes.size()));
    if (named && !names.isEmpty() && !names.equals(classes)) {
      throw InvalidInputException.at(
          place(),
          "classes " + Names.shortened(names),
          "%s in this order, as in %s, from which training starts"
              .formatted(Names.shortened(classes), start));
    }
  }

  private static List<String> numbers(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /**
   * A model whose classes have the names that the metadata give them, or else the model that it
   * started from, if these are as many.
   */
  TrainedModel nameClasses(TrainedModel model, StartModel start) {
    List<String> names = names().isEmpty() ? start.classes() : names();
    Labels labels = model.labels();
    if (names.isEmpty() || names.size() != labels.classes().size()) {
      return model;
    }
    return new TrainedModel(
        model.spec(),
        model.preprocessing(),
        new Labels(labels.names(), names),
        model.sharedParameters(),
        model.provenance());
  }

  private List<String> names() {
    return isNumeric()
            && attribute() instanceof NominalAttribute nominal
            && nominal.values().isDefined()
        ? List.of(nominal.values().get())
        : List.of();
  }

  /**
   * Counts the classes, in a job unless the metadata tell.
   *
   * @throws InvalidInputException when labels are not whole numbers from 0 on
   */
  int classes(Dataset<?> rows) {
    Attribute attribute = attribute();
    if (attribute instanceof BinaryAttribute) {
      return FEWEST_CLASSES;
    }
    if (attribute instanceof NominalAttribute nominal && nominal.getNumValues().isDefined()) {
      return Math.max(FEWEST_CLASSES, (Integer) nominal.getNumValues().get());
    }
    org.apache.spark.sql.Column label = Frames.column(field.name()).cast("double");
    Row found =
        rows.toDF()
            .agg(
                functions.max(label),
                functions.min(label),
                functions.max(functions.abs(label.minus(functions.rint(label)))))
            .head();
    if (found.isNullAt(0)) {
      throw InvalidInputException.at(place(), "no label", "labels 0, 1, …");
    }
    double max = found.getDouble(0);
    if (found.getDouble(1) < 0 || max >= MOST_CLASSES || found.getDouble(2) != 0) {
      throw InvalidInputException.at(
          place(),
          "labels from %s to %s%s"
              .formatted(found.getDouble(1), max, found.getDouble(2) != 0 ? ", not whole" : ""),
          "0, 1, … as the numbers of classes; StringIndexer makes them, or a column of texts");
    }
    return Math.max(FEWEST_CLASSES, (int) max + 1);
  }

  private Attribute attribute() {
    return NominalAttribute.fromStructField(field);
  }

  private String place() {
    return "labelCol '%s'".formatted(field.name());
  }
}
