package io.kindling.kernels.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.kernels.spec.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients that are touched lines, beside the same as whole arrays: to the bit. */
@ParameterizedClass
@EnumSource
class TouchedGradientTest {
  private static final int CATEGORIES = 64;
  private static final int ROWS = 8; // of a leaf, which touch at most a quarter of the table

  /** What a row touches two lines of. */
  private enum Tables {
    EMBEDDING,
    WEIGHTS_OF_SPARSE_ROWS;

    Objective objective() {
      return this == EMBEDDING
          ? objective(2, new Embedding(CATEGORIES, 3))
          : objective(CATEGORIES, new Dense(3));
    }

    private static Objective objective(int inputs, LayerSpec first) {
      NetworkSpec network = NetworkSpec.of(first, new Dense(2), new BatchNorm(), new Dense(1));
      return new Objective(new ModelSpec(Shape.vector(inputs), network, new SquaredError()));
    }
  }

  private final boolean sparse;
  private final Objective objective;
  private final ParameterLayout layout;
  private final GradientForm touched;
  private final GradientForm whole;
  private final long seed = new Random().nextLong();

  TouchedGradientTest(Tables tables) {
    this.sparse = tables == Tables.WEIGHTS_OF_SPARSE_ROWS;
    this.objective = tables.objective();
    this.layout = objective.network().parameters();
    this.touched = form(ROWS);
    this.whole = GradientForm.whole(layout);
  }

  /** Few leaves leave most rows untouched; with many, all rows are kept at last. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 40})
  void sumsAlongTheTreeHaveTheSameBits(int leaves) {
    assertSame(sum(whole, leaves, 0), sum(touched, leaves, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100})
  void slicesOfSumsPutTogetherHaveTheSameBits(int slices) {
    for (int leaves : new int[] {1, 3, 40}) {
      GradientSum left = sum(touched, leaves, 0);
      GradientSum right = sum(touched, 1, 1);
      List<GradientSum> parts =
          IntStream.range(0, slices)
              .mapToObj(
                  i -> {
                    GradientSum part = left.slice(i, slices);
                    part.merge(right.slice(i, slices));
                    return part;
                  })
              .toList();
      GradientSum expected = sum(whole, leaves, 0);
      expected.merge(sum(whole, 1, 1));
      assertSame(expected, parts.get(0).joined(parts));
    }
  }

  @Test
  void asTheyTravelEverythingComesAlong() throws IOException, ClassNotFoundException {
    for (int leaves : new int[] {2, 40}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(sum(touched, leaves, 0));
      }
      try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertSame(sum(whole, leaves, 0), (GradientSum) in.readObject());
      }
    }
  }

  @Test
  void whatAPassBeforeLeftBehindIsNoPartOfTheGradient() {
    Supplier<GradientSum> sums = touched.sums();
    TreeSum<GradientSum> tree = new TreeSum<>(2);
    GradientSum first = leaf(sums.get(), 5);
    tree.addLeaf(1, leaf(first, 1)); // the same sum again
    tree.addLeaf(0, leaf(sums.get(), 0));
    assertSame(sum(whole, 2, 0), tree.total());
  }

  @Test
  void aClearedSumIsTheSumOverNoRows() {
    GradientSum sum = sum(touched, 40, 0);
    sum.clear();
    assertArrayEquals(new float[layout.size()], flat(sum));
  }

  @Test
  void onlyTheTouchedRowsAndWhatIsNoTableAreToldToHaveAGradient() {
    GradientSum sum = sum(touched, 1, 0);
    float[] marked = new float[layout.size()];
    Ranges ranges = new Ranges();
    sum.scatter(new float[layout.size()], ranges);
    for (int range = 0; range < ranges.count(); range++) {
      for (int i = ranges.from(range); i < ranges.to(range); i++) {
        marked[i] = 1;
      }
    }
    float[] gradient = flat(sum);
    int ofTable = 0;
    for (int i = 0; i < CATEGORIES * 3; i++) {
      ofTable += (int) marked[i];
      assertTrue(marked[i] == 1 || gradient[i] == 0, "element " + i + ", seed " + seed);
    }
    assertTrue(ofTable <= ROWS * 2 * 3, ofTable + " elements of the table");
    for (int i = CATEGORIES * 3; i < layout.size(); i++) {
      assertEquals(i < layout.trainable() ? 1 : 0, marked[i], "element " + i);
    }
  }

  @Test
  void aTableOfWhichAShardTouchesMuchIsAsGoodAsWhole() {
    assertEquals(1, touched.tables().size());
    assertTrue(form(ROWS + 1).tables().isEmpty());
  }

  @Test
  void aTableThatIsSmallBesideTheRestIsAsGoodAsWhole() {
    ModelSpec model =
        new ModelSpec(
            Shape.vector(1),
            NetworkSpec.of(new Embedding(CATEGORIES, 1), new Dense(150), new Dense(1)),
            new SquaredError());
    assertTrue(GradientForm.of(model.compile(), 1, 0).tables().isEmpty());
    assertFalse(sum(touched, 1, 0).isWhole());
  }

  @Test
  void sumsAreNotLargerThanTheyAreExpectedToBe() {
    long most = touched.mostBytes(7, 1);
    long bytes = sum(touched, 7, 0).bytes();
    assertTrue(bytes <= most && bytes >= touched.leastBytes(), bytes + " of " + most);
  }

  private GradientForm form(int capacity) {
    return GradientForm.of(objective.network(), capacity, sparse ? 2 : 0);
  }

  private GradientSum sum(GradientForm form, int leaves, int key) {
    Supplier<GradientSum> sums = form.sums();
    TreeSum<GradientSum> tree = new TreeSum<>(leaves);
    for (int i = 0; i < leaves; i++) {
      tree.addLeaf(i, leaf(sums.get(), key + i));
    }
    return tree.total();
  }

  /** The gradient of rows that a key draws; few lines come more often than others. */
  private GradientSum leaf(GradientSum sum, int key) {
    Random random = new Random(seed + key);
    Workspace workspace =
        sparse
            ? Workspace.forSparseTraining(objective.network(), ROWS)
            : Workspace.forTraining(objective.network(), ROWS);
    int rows = 2 + random.nextInt(ROWS - 1);
    for (int row = 0; row < rows; row++) {
      int few = random.nextInt(4);
      int any = random.nextInt(CATEGORIES);
      if (sparse) {
        workspace.sparseInput().append(few, 1f);
        if (any > few) {
          workspace.sparseInput().append(any, (float) random.nextGaussian());
        }
        workspace.sparseInput().endRow();
      } else {
        workspace.input()[2 * row] = few;
        workspace.input()[2 * row + 1] = any;
      }
      workspace.targets()[row] = (float) random.nextGaussian();
      workspace.weights()[row] = 1;
    }
    objective.gradient(rows, 1, layout.initialParameters(1), workspace, sum);
    return sum;
  }

  private float[] flat(GradientSum sum) {
    float[] flat = new float[layout.size()];
    Arrays.fill(flat, Float.NaN);
    sum.spread(flat, 0, flat.length);
    return flat;
  }

  private void assertSame(GradientSum expected, GradientSum found) {
    assertArrayEquals(bits(flat(expected)), bits(flat(found)), "seed " + seed);
    assertEquals(expected.loss(), found.loss());
    assertEquals(expected.rows(), found.rows());
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }
}
