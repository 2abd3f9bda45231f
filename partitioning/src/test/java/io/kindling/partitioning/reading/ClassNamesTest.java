package io.kindling.partitioning.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.testing.CsvFiles;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.row.Labels;
import io.kindling.predictor.row.RowCells;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels as people write them, in rows to train on and in others. */
class ClassNamesTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;

  @Test
  void aDotBehindTheNamesOfClassesIsTakenOffAndTold() {
    Labels labels = new Labels(List.of("k"), List.of("<=50K", ">50K"));
    try (ReadTable table = read("<=50K.", ">50K.", "<=50K")) {
      ReadTable coded = TableLabels.applied(labels, table, Task.MULTICLASS);
      RowCells cells = new RowCells(coded.plan(), coded.blocks().first());
      assertEquals(
          List.of(0.0, 1.0, 0.0),
          List.of(cells.target(0, 0), cells.target(1, 0), cells.target(2, 0)));
      assertEquals(
          Optional.of(
              "labels such as '<=50K.' have a dot that the model's classes lack: read without it"),
          coded.labelNote());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c.", "a..", ".", "b"})
  void aDotIsNotTakenOffWhereClassesHaveOneOrThereIsNoSuchClass(String label) {
    Labels labels = new Labels(List.of("k"), List.of("a", label.equals("b") ? "b." : "d"));
    try (ReadTable table = read(label, "a")) {
      ReadTable coded = TableLabels.applied(labels, table, Task.MULTICLASS);
      assertEquals(Optional.empty(), coded.labelNote());
      assertThrows(
          InvalidInputException.class, () -> RowCount.of(coded, TargetRange.oneOf(2), true, false));
    }
  }

  @Test
  void classesThatAreHardlySuchAreToldOf() {
    assertEquals(List.of(), warnings("cat", "dog", "none"));
    assertEquals(
        List.of(
            "class 'NA' may stand for no label; where missing_values are ['NA'], and missing_label:"
                + " drop, these rows are left out"),
        warnings("cat", "NA", "dog"));
    assertEquals(
        List.of(
            "classes 'Cat', 'cat', 'cat.' differ in case, blanks or a dot at the end only, and are"
                + " learnt as 3"),
        warnings("cat", "dog", "Cat", "cat."));
  }

  private List<String> warnings(String... labels) {
    try (ReadTable table = read(labels)) {
      return table.warnings();
    }
  }

  private ReadTable read(String... labels) {
    StringBuilder text = new StringBuilder("x,k\n");
    for (int i = 0; i < labels.length; i++) {
      text.append(i % 2).append(".5,").append(labels[i]).append('\n');
    }
    String path = CsvFiles.writeText(folder, "a.csv", text.toString());
    return TableReader.read(
        SPARK.context(), new CsvSource(path).labelled("k"), FeatureColumns.AS_FOUND, Use.LABELLED);
  }
}
