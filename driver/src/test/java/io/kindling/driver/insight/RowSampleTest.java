package io.kindling.driver.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.loss.Task;
import io.kindling.partitioning.reading.RowLayout;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.shard.ShardBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows that are sampled to be shown. */
final class RowSampleTest {
  private static final int ROWS = 100;

  @Test
  void aSampleTravelsWithAllThatItsRowsHave() throws IOException, ClassNotFoundException {
    RowSample sample = new RowSample();
    sample.add(new SampledRow(new float[] {1, 2, 3}, new float[] {4}, new float[] {5, 6}));
    sample.add(new SampledRow(new float[0], new float[] {7, 8}, new float[0]));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sample);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      List<SampledRow> rows = ((RowSample) in.readObject()).rows();
      assertEquals(2, rows.size());
      for (int i = 0; i < 2; i++) {
        SampledRow row = sample.rows().get(i);
        assertArrayEquals(row.features(), rows.get(i).features());
        assertArrayEquals(row.targets(), rows.get(i).targets());
        assertArrayEquals(row.predictions(), rows.get(i).predictions());
      }
    }
  }

  /** Row i is off by i, and every third is not to be shown. */
  @Test
  void theRowsThatANetworkIsMostWrongAboutHaveFeatures() {
    ShardBlock block = ShardBlock.allocate(RowLayout.of(Storage.FLOAT32, 1), ROWS);
    RowSample sample = new RowSample();
    for (int row = 0; row < ROWS; row++) {
      block.setSparseFeatures(row, new int[] {0}, new double[] {row}, 0, 1);
      sample.add(new SampledRow(new float[0], new float[] {row}, new float[] {2 * row}));
    }
    List<Integer> wrong = IntStream.range(0, ROWS).filter(row -> row % 3 > 0).boxed().toList();
    sample.show(block, wrong, Task.REGRESSION);
    assertEquals(
        wrong.subList(wrong.size() - RowSample.MOST_SHOWN, wrong.size()),
        IntStream.range(0, ROWS)
            .filter(row -> sample.rows().get(row).features().length == 1)
            .boxed()
            .toList());
    assertEquals(98, sample.rows().get(98).features()[0]);
  }

  @Test
  void aRowIsWrongByHowSureTheNetworkIsOfAClass() {
    SampledRow of = new SampledRow(new float[0], new float[] {0}, new float[] {0.25f, 0.5f, 0.25f});
    assertEquals(1, of.predictedClass());
    assertEquals(0.5, of.wrongness(Task.MULTICLASS));
    SampledRow one = new SampledRow(new float[0], new float[] {1}, new float[] {0.125f});
    assertEquals(0, one.predictedClass());
    assertEquals(0.875, one.wrongness(Task.MULTICLASS));
  }
}
