import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Generates the sample data: small grey images of the digits 0 to 9, and the XOR truth table.
 *
 * <p>Usage: {@code java GenerateSamples.java [--output DIR] [--seed N]}. The default for {@code
 * --output} is the folder of this source file.
 *
 * <p>An image is made in four steps:
 *
 * <ol>
 *   <li>The digit's glyph, a set of strokes (polylines and elliptic arcs) in a unit square, is
 *       taken from {@link #GLYPHS}.
 *   <li>A random {@link Pose} (scale, shear, rotation and shift) carries the strokes from the unit
 *       square to the pixel grid.
 *   <li>A pen of random thickness and ink draws them: the grey value of a pixel follows from the
 *       distance between its centre and the nearest stroke, antialiased over the width of a pixel.
 *   <li>Uniform noise is added to every pixel, and the sum is limited to 0 (paper) to 255 (ink).
 * </ol>
 *
 * <p>The data depends on nothing but the seed: random numbers come from {@link SplitMix64}, and
 * sines and cosines from {@link StrictMath}, so that every platform computes the same bytes. Only
 * their compression may differ, so the checksums are those of the uncompressed content.
 */
public final class GenerateSamples {

  private static final String XOR_TABLE = "x1,x2,label\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n";
  private static final long DEFAULT_SEED = 1;
  private static final int TRAINING_IMAGES = 4_000;
  private static final int VALIDATION_IMAGES = 1_000;

  private static final int ROWS = 10;
  private static final int COLUMNS = 10;
  private static final int MAX_GREY = 255;

  // The first word of an IDX file: unsigned bytes (08) in three dimensions (03) or in one (01).
  private static final int IDX_IMAGES_MAGIC = 0x0000_0803;
  private static final int IDX_LABELS_MAGIC = 0x0000_0801;

  // The size of an average digit, and how far a single image may depart from the average. Lengths
  // are in pixels. The shift decides most how hard the images are for a linear classifier.
  private static final double GLYPH_WIDTH = 4.4;
  private static final double GLYPH_HEIGHT = 6.2;
  private static final double MAX_SCALE_CHANGE = 0.1;
  private static final double MAX_SHEAR = 0.12;
  private static final double MAX_ROTATION_DEGREES = 15.0;
  private static final double MAX_SHIFT = 1.5;
  private static final double MIN_THICKNESS = 1.0;
  private static final double MAX_THICKNESS = 1.5;
  private static final double MIN_INK = 0.8;
  private static final double MAX_NOISE = 0.15;

  private static final int ARC_STEP_DEGREES = 10;

  /** The strokes of each digit in the unit square; x points to the right, y points down. */
  private static final List<List<Stroke>> GLYPHS =
      List.of(
          List.of(arc(0.5, 0.5, 0.5, 0.5, 0, 360)),
          List.of(line(0.2, 0.25, 0.55, 0.0, 0.55, 1.0)),
          List.of(arc(0.5, 0.28, 0.45, 0.28, 190, 390), line(0.89, 0.42, 0.05, 1.0, 1.0, 1.0)),
          List.of(arc(0.45, 0.25, 0.45, 0.25, 200, 450), arc(0.45, 0.75, 0.5, 0.25, 270, 520)),
          List.of(line(0.2, 0.0, 0.0, 0.65, 1.0, 0.65), line(0.75, 0.3, 0.75, 1.0)),
          List.of(line(0.9, 0.0, 0.15, 0.0, 0.1, 0.45), arc(0.42, 0.68, 0.5, 0.32, 230, 510)),
          List.of(arc(0.9, 0.7, 0.88, 0.7, 180, 270), arc(0.5, 0.7, 0.48, 0.3, 0, 360)),
          List.of(line(0.0, 0.0, 1.0, 0.0, 0.35, 1.0)),
          List.of(arc(0.5, 0.24, 0.4, 0.24, 0, 360), arc(0.5, 0.74, 0.5, 0.26, 0, 360)),
          List.of(arc(0.5, 0.3, 0.48, 0.3, 0, 360), arc(0.1, 0.3, 0.88, 0.7, 0, 90)));

  private final Path directory;
  private final SplitMix64 random;
  private final MessageDigest sha256;
  private final StringBuilder checksums = new StringBuilder();

  private GenerateSamples(Path directory, long seed) throws NoSuchAlgorithmException {
    this.directory = directory;
    this.random = new SplitMix64(seed);
    this.sha256 = MessageDigest.getInstance("SHA-256");
  }

  /** Generates all files; exits with status 2 if the arguments are not understood. */
  public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
    Path directory = sourceDirectory();
    long seed = DEFAULT_SEED;
    for (int i = 0; i < arguments.length; i += 2) {
      String value = i + 1 < arguments.length ? arguments[i + 1] : "";
      if (arguments[i].equals("--output") && !value.isEmpty()) {
        directory = Path.of(value);
      } else if (arguments[i].equals("--seed") && value.matches("-?\\d{1,18}")) {
        seed = Long.parseLong(value);
      } else {
        System.err.println("Usage: java GenerateSamples.java [--output DIR] [--seed N]");
        System.exit(2);
      }
    }
    new GenerateSamples(directory, seed).generate();
  }

  /** Returns the folder of this source file, which the source launcher gives as code source. */
  private static Path sourceDirectory() {
    var location = GenerateSamples.class.getProtectionDomain().getCodeSource().getLocation();
    Path source = Path.of(URI.create(location.toString()));
    return Files.isDirectory(source) ? source : source.getParent();
  }

  private void generate() throws IOException {
    Files.createDirectories(directory);
    writeDigits("train", TRAINING_IMAGES);
    writeDigits("validation", VALIDATION_IMAGES);
    Files.writeString(directory.resolve("xor.csv"), XOR_TABLE);
    addChecksum("xor.csv", XOR_TABLE.getBytes(StandardCharsets.US_ASCII));
    Files.writeString(directory.resolve("CHECKSUMS.sha256"), checksums);
  }

  private void writeDigits(String split, int count) throws IOException {
    byte[] labels = shuffledLabels(count);
    ByteBuffer labelFile = ByteBuffer.allocate(2 * Integer.BYTES + count);
    labelFile.putInt(IDX_LABELS_MAGIC).putInt(count).put(labels);

    ByteBuffer imageFile = ByteBuffer.allocate(4 * Integer.BYTES + count * ROWS * COLUMNS);
    imageFile.putInt(IDX_IMAGES_MAGIC).putInt(count).putInt(ROWS).putInt(COLUMNS);
    for (byte label : labels) {
      imageFile.put(drawImage(GLYPHS.get(label)));
    }

    writeCompressed("digits-" + split + "-images-idx3-ubyte", imageFile.array());
    writeCompressed("digits-" + split + "-labels-idx1-ubyte", labelFile.array());
  }

  /** Returns equally many labels of each digit, in an order drawn by Fisher and Yates's method. */
  private byte[] shuffledLabels(int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % GLYPHS.size());
    }
    for (int last = count - 1; last > 0; last--) {
      int chosen = (int) random.between(0, last + 1);
      byte label = labels[chosen];
      labels[chosen] = labels[last];
      labels[last] = label;
    }
    return labels;
  }

  /** Returns the pixels, row by row, of a random drawing of the glyph. */
  private byte[] drawImage(List<Stroke> glyph) {
    Pose pose = Pose.random(random);
    List<Stroke> strokes = glyph.stream().map(stroke -> stroke.moved(pose)).toList();
    double penRadius = random.between(MIN_THICKNESS, MAX_THICKNESS) / 2;
    double ink = random.between(MIN_INK, 1);

    byte[] pixels = new byte[ROWS * COLUMNS];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        Point centre = new Point(column + 0.5, row + 0.5);
        double distance = Double.POSITIVE_INFINITY;
        for (Stroke stroke : strokes) {
          distance = Math.min(distance, stroke.distanceTo(centre));
        }
        double coverage = clamp(penRadius + 0.5 - distance);
        double grey = clamp(ink * coverage + random.symmetric(MAX_NOISE));
        pixels[row * COLUMNS + column] = (byte) Math.round(MAX_GREY * grey);
      }
    }
    return pixels;
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }

  private void writeCompressed(String name, byte[] content) throws IOException {
    Path file = directory.resolve(name + ".gz");
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
      stream.write(content);
    }
    addChecksum(name, content);
  }

  private void addChecksum(String name, byte[] content) {
    String checksum = HexFormat.of().formatHex(sha256.digest(content));
    checksums.append(checksum).append("  ").append(name).append('\n');
  }

  /** Returns a polyline through the points whose x and y are listed in turn. */
  private static Stroke line(double... coordinates) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i += 2) {
      points.add(new Point(coordinates[i], coordinates[i + 1]));
    }
    return new Stroke(points);
  }

  /** Returns an elliptic arc; angles are in degrees, clockwise from the right, in whole steps. */
  private static Stroke arc(
      double centreX, double centreY, double radiusX, double radiusY, int from, int to) {
    List<Point> points = new ArrayList<>();
    for (int degrees = from; degrees <= to; degrees += ARC_STEP_DEGREES) {
      double angle = StrictMath.toRadians(degrees);
      double x = radiusX * StrictMath.cos(angle);
      double y = radiusY * StrictMath.sin(angle);
      points.add(new Point(centreX + x, centreY + y));
    }
    return new Stroke(points);
  }

  private record Point(double x, double y) {

    /** Returns the distance between this point and the segment from {@code a} to {@code b}. */
    double distanceTo(Point a, Point b) {
      double dx = b.x - a.x;
      double dy = b.y - a.y;
      double along = clamp(((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy));
      double gapX = a.x + along * dx - x;
      double gapY = a.y + along * dy - y;
      return Math.sqrt(gapX * gapX + gapY * gapY);
    }
  }

  /** A polyline: what the pen draws without being lifted. */
  private record Stroke(List<Point> points) {

    Stroke moved(Pose pose) {
      return new Stroke(points.stream().map(pose::apply).toList());
    }

    double distanceTo(Point point) {
      double shortest = Double.POSITIVE_INFINITY;
      for (int i = 1; i < points.size(); i++) {
        shortest = Math.min(shortest, point.distanceTo(points.get(i - 1), points.get(i)));
      }
      return shortest;
    }
  }

  /** The affine map from the unit square of a glyph to the pixel grid; rotation is in radians. */
  private record Pose(
      double width, double height, double shear, double rotation, double centreX, double centreY) {

    static Pose random(SplitMix64 random) {
      return new Pose(
          GLYPH_WIDTH * (1 + random.symmetric(MAX_SCALE_CHANGE)),
          GLYPH_HEIGHT * (1 + random.symmetric(MAX_SCALE_CHANGE)),
          random.symmetric(MAX_SHEAR),
          StrictMath.toRadians(random.symmetric(MAX_ROTATION_DEGREES)),
          COLUMNS / 2.0 + random.symmetric(MAX_SHIFT),
          ROWS / 2.0 + random.symmetric(MAX_SHIFT));
    }

    Point apply(Point point) {
      double y = height * (point.y - 0.5);
      double x = width * (point.x - 0.5) + shear * y;
      double cos = StrictMath.cos(rotation);
      double sin = StrictMath.sin(rotation);
      return new Point(centreX + cos * x - sin * y, centreY + sin * x + cos * y);
    }
  }

  /**
   * The random number generator SplitMix64: G. L. Steele Jr., D. Lea and C. H. Flood, "Fast
   * Splittable Pseudorandom Number Generators", OOPSLA 2014.
   */
  private static final class SplitMix64 {

    private long state;

    SplitMix64(long seed) {
      state = seed;
    }

    private long nextLong() {
      state += 0x9E3779B97F4A7C15L;
      long mixed = state;
      mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
      return mixed ^ (mixed >>> 31);
    }

    /** Returns a number drawn uniformly from the interval. */
    double between(double low, double high) {
      double fraction = (nextLong() >>> 11) * 0x1.0p-53;
      return low + (high - low) * fraction;
    }

    double symmetric(double limit) {
      return between(-limit, limit);
    }
  }
}
