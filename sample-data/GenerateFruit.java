import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Makes up measurements of fruit, a JSON object a line: {@code java GenerateFruit.java DIR} writes
 * {@code DIR/fruit.jsonl}.
 *
 * <p>A line has numbers, an object within, an array of numbers, a word, a truth and a date; some
 * weights are null, and some colours are left out. Everything follows from {@link Random} with a
 * fixed seed, so it is the same on every platform.
 */
public final class GenerateFruit {
  private static final int ROWS = 300;

  private final Random random = new Random(1);

  private GenerateFruit() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: java GenerateFruit.java DIR");
      System.exit(2);
    }
    GenerateFruit fruit = new GenerateFruit();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      lines.append(fruit.line(i)).append('\n');
    }
    Files.writeString(Path.of(arguments[0]).resolve("fruit.jsonl"), lines);
  }

  private String line(int number) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    StringJoiner fields = new StringJoiner(", ", "{", "}");
    fields.add("\"picked\": \"2025-0%d-%02d\"".formatted(6 + number / 100, 1 + number % 28));
    String weight = number % 17 == 3 ? "null" : number(kind.weight, 0.1);
    fields.add("\"weight\": " + weight);
    fields.add(
        "\"size\": {\"length\": %s, \"width\": %s}"
            .formatted(number(kind.length, 0.08), number(kind.width, 0.08)));
    if (number % 23 != 5) {
      String colour = kind.colours.get(random.nextInt(kind.colours.size()));
      fields.add("\"colour\": \"%s\"".formatted(colour));
    }
    fields.add("\"ripe\": " + random.nextBoolean());
    StringJoiner spectrum = new StringJoiner(", ", "[", "]");
    for (double light : kind.spectrum) {
      spectrum.add(number(light, 0.2));
    }
    fields.add("\"spectrum\": " + spectrum);
    fields.add("\"fruit\": \"%s\"".formatted(kind.name().toLowerCase(Locale.ROOT)));
    return fields.toString();
  }

  /** A number about another one. */
  private String number(double mean, double spread) {
    double value = mean * (1 + spread * random.nextGaussian());
    return Double.toString(Math.round(1000 * value) / 1000.0);
  }

  private enum Kind {
    APPLE(180, 7.5, 8, List.of("red", "green", "yellow"), 0.6, 0.5, 0.2),
    LEMON(110, 8.5, 6, List.of("yellow", "green"), 0.9, 0.8, 0.2),
    PEAR(170, 10, 7, List.of("green", "yellow"), 0.7, 0.6, 0.3),
    PLUM(60, 5, 4.5, List.of("blue", "red"), 0.3, 0.2, 0.4);

    private final double weight; // g
    private final double length; // cm
    private final double width;
    private final List<String> colours;
    private final double[] spectrum; // of the light that it throws back: red, green, blue

    Kind(double weight, double length, double width, List<String> colours, double... spectrum) {
      this.weight = weight;
      this.length = length;
      this.width = width;
      this.colours = colours;
      this.spectrum = spectrum;
    }
  }
}
