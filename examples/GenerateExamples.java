import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Generates the data of the examples: truth tables, two spirals, small images of bars, of dots, and
 * of rings and crosses, and a table of flats.
 *
 * <p>Usage: {@code java GenerateExamples.java [DIR]}; the default is the folder of this source
 * file. The data depends on nothing but the seed in this source.
 */
public final class GenerateExamples {
  private static final long SEED = 1;
  private static final int SIDE = 8;
  private static final int IMAGES = 500;
  private static final int RING_SIDE = 10;
  private static final int RINGS = 1_000;
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
    examples.writeRings(folder);
    Files.writeString(folder.resolve("flats.csv"), examples.flats(1_000));
    Files.writeString(folder.resolve("flats-later.csv"), examples.flats(200));
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

  /** Images of a ring or of a cross, and which of them they are: 1 for a ring. Files of IDX. */
  private void writeRings(Path folder) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + RINGS * RING_SIDE * RING_SIDE);
    images.putInt(0x0803).putInt(RINGS).putInt(RING_SIDE).putInt(RING_SIDE);
    ByteBuffer labels = ByteBuffer.allocate(8 + RINGS);
    labels.putInt(0x0801).putInt(RINGS);
    for (int i = 0; i < RINGS; i++) {
      boolean ring = random.nextBoolean();
      labels.put((byte) (ring ? 1 : 0));
      drawRing(ring, images);
    }
    Files.write(folder.resolve("rings-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve("rings-labels-idx1-ubyte"), labels.array());
  }

  /** A ring, or a cross as large, somewhere in the middle; the cross is turned anyhow. */
  private void drawRing(boolean ring, ByteBuffer image) {
    double x = random.nextDouble(3, 6);
    double y = random.nextDouble(3, 6);
    double radius = random.nextDouble(2, 3);
    double angle = random.nextDouble(Math.PI / 2);
    for (int row = 0; row < RING_SIDE; row++) {
      for (int column = 0; column < RING_SIDE; column++) {
        double along = StrictMath.cos(angle) * (column - x) + StrictMath.sin(angle) * (row - y);
        double across = StrictMath.cos(angle) * (row - y) - StrictMath.sin(angle) * (column - x);
        double middle = StrictMath.sqrt(square(along) + square(across));
        double beyond = Math.max(0, Math.max(Math.abs(along), Math.abs(across)) - radius);
        double line = Math.min(Math.abs(along), Math.abs(across));
        double distance = ring ? square(middle - radius) : square(line) + square(beyond);
        double grey = 215 * StrictMath.exp(-distance / 0.4) + random.nextInt(40);
        image.put((byte) Math.round(grey));
      }
    }
  }

  /** Flats to let, and whether somebody took each within two weeks: a matter of rent for value. */
  private String flats(int rows) {
    String[] districts = {"centre", "harbour", "hills", "north"};
    double[] levels = {14, 12, 10.5, 8};
    StringBuilder csv = new StringBuilder("area,rooms,district,floor,lift,rent,taken\n");
    for (int i = 0; i < rows; i++) {
      double area = random.nextDouble(25, 120);
      int rooms = 1 + (int) (area / 30) + random.nextInt(2);
      int district = random.nextInt(districts.length);
      int floor = random.nextInt(7);
      boolean lift = random.nextBoolean();
      double value = area * levels[district] + 45 * rooms - (lift ? 0 : 25 * floor);
      double rent = value * random.nextDouble(0.75, 1.25);
      boolean taken = rent < value * random.nextDouble(0.97, 1.03);
      csv.append(random.nextInt(50) == 0 ? "" : String.format(Locale.ROOT, "%.1f", area));
      csv.append(',').append(rooms).append(',').append(districts[district]);
      csv.append(',').append(floor).append(',').append(lift ? "yes" : "no");
      csv.append(',').append(Math.round(rent)).append(',').append(taken ? "yes" : "no");
      csv.append('\n');
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
