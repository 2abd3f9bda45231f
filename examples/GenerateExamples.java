import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Generates the data of the examples: truth tables, two spirals, and small images of bars and of
 * dots.
 *
 * <p>Usage: {@code java GenerateExamples.java [DIR]}; the default is the folder of this source
 * file. The data depends on nothing but the seed in this source.
 */
public final class GenerateExamples {
  private static final long SEED = 1;
  private static final int SIDE = 8;
  private static final int IMAGES = 500;
  private static final int SPIRAL_ROWS = 400;
  private static final double TURNS = 1.5;

  private final SplittableRandom random = new SplittableRandom(SEED);

  private GenerateExamples() {}

  /** Writes all files. */
  public static void main(String[] arguments) throws IOException {
    Path folder = arguments.length > 0 ? Path.of(arguments[0]) : sourceFolder();
    GenerateExamples examples = new GenerateExamples();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("and.csv"), "x1,x2,label\n0,0,0\n0,1,0\n1,0,0\n1,1,1\n");
    Files.writeString(folder.resolve("or.csv"), "x1,x2,label\n0,0,0\n0,1,1\n1,0,1\n1,1,1\n");
    Files.writeString(
        folder.resolve("xor-product.csv"),
        "x1,x2,x1x2,label\n0,0,0,0\n0,1,0,1\n1,0,0,1\n1,1,1,0\n");
    Files.writeString(folder.resolve("spirals.csv"), examples.spirals());
    Files.writeString(folder.resolve("bars.csv"), examples.bars());
    Files.writeString(folder.resolve("dots.csv"), examples.dots());
  }

  private static Path sourceFolder() {
    var location = GenerateExamples.class.getProtectionDomain().getCodeSource().getLocation();
    Path source = Path.of(URI.create(location.toString()));
    return Files.isDirectory(source) ? source : source.getParent();
  }

  /** Two spirals, one inside the other: x, y, and which of the two. */
  private String spirals() {
    StringBuilder csv = new StringBuilder("x,y,label\n");
    for (int i = 0; i < SPIRAL_ROWS; i++) {
      int label = i % 2;
      double along = 0.1 + 0.9 * i / SPIRAL_ROWS;
      double angle = 2 * Math.PI * TURNS * along + Math.PI * label;
      csv.append(number(along * StrictMath.cos(angle) + noise(0.02))).append(',');
      csv.append(number(along * StrictMath.sin(angle) + noise(0.02))).append(',');
      csv.append(label).append('\n');
    }
    return csv.toString();
  }

  /** Images with a horizontal bar, a vertical bar and a diagonal, each or none: three labels. */
  private String bars() {
    StringBuilder csv = header("horizontal,vertical,diagonal");
    for (int i = 0; i < IMAGES; i++) {
      int[][] image = paper();
      boolean horizontal = random.nextBoolean();
      boolean vertical = random.nextBoolean();
      boolean diagonal = random.nextBoolean();
      int row = random.nextInt(SIDE);
      int column = random.nextInt(SIDE);
      for (int j = 0; j < SIDE; j++) {
        image[row][j] = horizontal ? ink() : image[row][j];
        image[j][column] = vertical ? ink() : image[j][column];
        image[j][j] = diagonal ? ink() : image[j][j];
      }
      append(csv, image);
      csv.append(horizontal ? 1 : 0).append(',').append(vertical ? 1 : 0).append(',');
      csv.append(diagonal ? 1 : 0).append('\n');
    }
    return csv.toString();
  }

  /** Images of one soft dot in the left half and one in the right: their four coordinates. */
  private String dots() {
    StringBuilder csv = header("left_x,left_y,right_x,right_y");
    for (int i = 0; i < IMAGES; i++) {
      double[] points = {
        random.nextDouble(0, 3), random.nextDouble(0, 7),
        random.nextDouble(4, 7), random.nextDouble(0, 7)
      };
      int[][] image = new int[SIDE][SIDE];
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          double left = square(column - points[0]) + square(row - points[1]);
          double right = square(column - points[2]) + square(row - points[3]);
          double grey = StrictMath.exp(-left) + StrictMath.exp(-right);
          image[row][column] = (int) Math.min(255, Math.round(255 * grey));
        }
      }
      append(csv, image);
      for (int j = 0; j < points.length; j++) {
        csv.append(number(points[j])).append(j + 1 < points.length ? "," : "\n");
      }
    }
    return csv.toString();
  }

  private static StringBuilder header(String labels) {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < SIDE * SIDE; i++) {
      csv.append('p').append(i).append(',');
    }
    return csv.append(labels).append('\n');
  }

  private static void append(StringBuilder csv, int[][] image) {
    for (int[] row : image) {
      for (int pixel : row) {
        csv.append(pixel).append(',');
      }
    }
  }

  private int[][] paper() {
    int[][] image = new int[SIDE][SIDE];
    for (int[] row : image) {
      for (int i = 0; i < SIDE; i++) {
        row[i] = random.nextInt(40);
      }
    }
    return image;
  }

  private int ink() {
    return 200 + random.nextInt(56);
  }

  private double noise(double size) {
    return size * (2 * random.nextDouble() - 1);
  }

  private static double square(double x) {
    return x * x;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
