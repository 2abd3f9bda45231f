package io.kindling.onnx.testing;

import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DatePart;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Columns of random kinds, filled and scaled at random, and rows of them. */
public final class RandomColumns {
  private static final int ROWS = 30;
  private static final int BUCKETS = 7;
  private static final List<String> WORDS = List.of("", "rot", "grün ", "a,b", "Zoë", "0", "NA");

  private final Random random;
  private final MissingMode missing;
  private final List<Column> columns = new ArrayList<>();
  private final Preprocessing preprocessing;

  /** Columns, at least one. */
  public RandomColumns(long seed) {
    this.random = new Random(seed);
    List<MissingMode> modes = List.of(MissingMode.values());
    this.missing = modes.get(random.nextInt(modes.size()));
    int count = 1 + random.nextInt(9);
    for (int i = 0; i < count; i++) {
      columns.add(column("column " + i));
    }
    this.preprocessing = fitted();
  }

  private Column column(String name) {
    return switch (random.nextInt(6)) {
      case 0 -> new Column(name, new Bool());
      case 1 -> new Column(name, new OneHot(), WORDS.subList(1, 2 + random.nextInt(4)));
      case 2 -> new Column(name, new OneHot(), List.of("False", "true"));
      case 3 -> new Column(name, new Hash(BUCKETS));
      case 4 -> new Column(name + ".month", new Date(List.of(DatePart.MONTH), Date.ISO));
      default -> new Column(name, new Numeric());
    };
  }

  private Preprocessing fitted() {
    int features = columns.size();
    double[] origins = new double[features];
    float[] fill = new float[features];
    float[] shift = new float[features];
    float[] factor = new float[features];
    for (int i = 0; i < features; i++) {
      boolean numeric = columns.get(i).isNumeric();
      origins[i] = columns.get(i).kind() instanceof Numeric && random.nextBoolean() ? 1.7e9 : 0;
      fill[i] = numeric ? random.nextFloat() : 0;
      shift[i] = numeric ? random.nextFloat() : 0;
      factor[i] = numeric ? 0.5f + random.nextFloat() : 1;
    }
    Scaling scaling =
        random.nextBoolean()
            ? new Scaling(ScaleMode.STANDARDIZE, shift, factor)
            : Scaling.none(features);
    int[] indicated =
        IntStream.range(0, features)
            .filter(i -> missing == MissingMode.INDICATOR && columns.get(i).isNumeric())
            .filter(i -> random.nextBoolean())
            .toArray();
    return new Preprocessing(
            columns,
            missing,
            random.nextBoolean() ? new Origins(origins) : Origins.NONE,
            missing.fills() ? fill : new float[0],
            scaling,
            false)
        .withIndicators(indicated);
  }

  /** What becomes of a row. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** The shape of what enters the network. */
  public Shape input() {
    return Preprocessing.inputShape(
        Shape.vector(columns.size()), columns, preprocessing.indicated().length);
  }

  /** Rows as they stand in a source, and as they are kept. */
  public Rows rows() {
    float[][] kept = new float[ROWS][columns.size()];
    List<@Nullable String[]> texts = new ArrayList<>();
    for (float[] row : kept) {
      List<@Nullable String> words = new ArrayList<>();
      for (int i = 0; i < row.length; i++) {
        if (columns.get(i).isOneHot()) {
          String word = word(columns.get(i));
          words.add(word);
          row[i] = category(columns.get(i), word);
        } else {
          row[i] = number(columns.get(i));
        }
      }
      texts.add(words.toArray(String[]::new));
    }
    return new Rows(kept, texts);
  }

  private @Nullable String word(Column column) {
    if (Bool.areTruths(column.categories())) {
      return List.of("true", "TRUE", "fAlse", "False", "yes", "N", "maybe").get(random.nextInt(7));
    }
    int word = random.nextInt(WORDS.size() + 1);
    return word == 0 ? null : WORDS.get(word - 1);
  }

  /** The number of a category, as rows keep it: truths are the same in any case. */
  private static float category(Column column, @Nullable String word) {
    boolean truths = Bool.areTruths(column.categories());
    for (int i = 0; i < column.categories().size(); i++) {
      String category = column.categories().get(i);
      if (truths
          ? word != null && Bool.number(category) == Bool.number(word)
          : category.equals(word)) {
        return i;
      }
    }
    return -1;
  }

  private float number(Column column) {
    boolean lacks = missing.fills() && column.isNumeric() && random.nextInt(4) == 0;
    if (lacks) {
      return Float.NaN;
    }
    if (column.kind() instanceof Bool) {
      return random.nextInt(2);
    }
    return column.kind() instanceof Hash
        ? random.nextInt(BUCKETS)
        : (float) (random.nextGaussian() * 3);
  }

  /** Rows. */
  public static final class Rows {
    private final float[][] kept;
    private final List<@Nullable String[]> texts;

    private Rows(float[][] kept, List<@Nullable String[]> texts) {
      this.kept = kept;
      this.texts = texts;
    }

    /** As a model keeps them. */
    public float[][] kept() {
      return kept;
    }

    /** The texts in the columns of categories. */
    public @Nullable String[][] texts() {
      return texts.toArray(String[][]::new);
    }
  }
}
