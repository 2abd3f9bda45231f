import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Draws grey images of circles, squares and triangles, and writes each as a PNG into the folder of
 * its name: {@code java GenerateShapes.java DIR} makes {@code DIR/shapes}.
 *
 * <p>A shape has its own place, size and tilt, and every pixel its own noise. The pixels depend on
 * {@link Random} with a fixed seed and on {@link StrictMath} alone, so they are the same on every
 * platform; how they are compressed may differ.
 */
public final class GenerateShapes {
  private static final int IMAGES = 40;
  private static final int SIZE = 12;
  private static final int NOISE = 50;

  private final Random random = new Random(1);

  private GenerateShapes() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: java GenerateShapes.java DIR");
      System.exit(2);
    }
    Path folder = Path.of(arguments[0]).resolve("shapes");
    GenerateShapes shapes = new GenerateShapes();
    for (Shape shape : Shape.values()) {
      Path own = Files.createDirectories(folder.resolve(shape.name().toLowerCase()));
      for (int i = 0; i < IMAGES; i++) {
        Path file = own.resolve("%02d.png".formatted(i));
        ImageIO.write(shapes.draw(shape), "png", file.toFile());
      }
    }
  }

  private BufferedImage draw(Shape shape) {
    double radius = 3.6 + 0.8 * random.nextDouble();
    double x = SIZE / 2.0 + random.nextDouble() - 0.5;
    double y = SIZE / 2.0 + random.nextDouble() - 0.5;
    double tilt = 0.2 * random.nextDouble() - 0.1;
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        double right = (column + 0.5 - x) / radius;
        double down = (row + 0.5 - y) / radius;
        double across = right * StrictMath.cos(tilt) + down * StrictMath.sin(tilt);
        double along = down * StrictMath.cos(tilt) - right * StrictMath.sin(tilt);
        int ink = shape.holds(across, along) ? 160 : 0;
        image.getRaster().setSample(column, row, 0, ink + random.nextInt(NOISE));
      }
    }
    return image;
  }

  /** What is drawn, within about 1 of its middle. */
  private enum Shape {
    CIRCLE {
      @Override
      boolean holds(double x, double y) {
        return x * x + y * y <= 1;
      }
    },
    SQUARE {
      @Override
      boolean holds(double x, double y) {
        return Math.max(Math.abs(x), Math.abs(y)) <= 1;
      }
    },
    TRIANGLE {
      @Override
      boolean holds(double x, double y) {
        return y <= 0.8 && Math.abs(x) <= (y + 1) / 1.8;
      }
    };

    abstract boolean holds(double x, double y);
  }
}
