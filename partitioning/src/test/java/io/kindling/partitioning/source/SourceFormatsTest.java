package io.kindling.partitioning.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue of formats. */
final class SourceFormatsTest {
  static Stream<SourceFormat> all() {
    return SourceFormats.all().stream();
  }

  /** The error about a key that is none names all that are. */
  @ParameterizedTest
  @MethodSource("all")
  void aFormatNamesTheSettingsThatItReads(SourceFormat format) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("format", format.name());
    values.put(format.settings().get(0), "rows");
    Stream.of("height", "width") // of images, which must be given
        .filter(format.settings()::contains)
        .forEach(size -> values.put(size, 1));
    values.put("a key", "nonsense");
    Setting setting = Setting.of("rows", values);
    String refused =
        String.valueOf(
            assertThrows(
                    InvalidInputException.class, () -> SourceFormats.read(setting, Setting::text))
                .getMessage());
    TreeSet<String> settings = new TreeSet<>(format.settings());
    settings.addAll(List.of("format", "label", "weight"));
    assertEquals(
        settings,
        new TreeSet<>(List.of(refused.substring(refused.indexOf("one of: ") + 8).split(", "))),
        refused);
  }

  @Test
  void aSettingOfOneFormatOnlyTellsIt() {
    assertEquals(
        SourceFormats.read(
            Setting.of("rows", Map.of("format", "csv", "path", "a.txt", "comment", "#")),
            Setting::text),
        SourceFormats.read(
            Setting.of("rows", Map.of("path", "a.txt", "comment", "#")), Setting::text));
    assertEquals(
        new SeenSource("a.txt"),
        SourceFormats.read(Setting.of("rows", Map.of("path", "a.txt")), Setting::text));
  }

  /** A format of a user's, without an entry for the service loader. */
  public static final class Own implements SourceFormat {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public String description() {
      return "files of text under another name";
    }

    @Override
    public RowSource read(Fields fields, Paths paths) {
      return new SeenSource(paths.resolve(fields.required("file")));
    }
  }

  /** One that cannot be made from its name alone. */
  record Unmade(String name, String description) implements SourceFormat {
    @Override
    public RowSource read(Fields fields, Paths paths) {
      throw new IllegalStateException("it was made");
    }
  }

  private static Setting rows(String format) {
    return Setting.of("rows", Map.of("format", format, "file", "a.txt"));
  }

  private static String refusal(String format) {
    return String.valueOf(
        assertThrows(
                InvalidInputException.class, () -> SourceFormats.read(rows(format), Setting::text))
            .getMessage());
  }

  @Test
  void aFormatMayBeTheClassThatReadsIt() {
    assertEquals(
        new SeenSource("a.txt"), SourceFormats.read(rows(Own.class.getName()), Setting::text));
  }

  @Test
  void aClassThatIsNoFormatIsToldInOneLine() {
    assertEquals(
        "rows.format: found unknown format 'com.example.Absent', expected a class of a jar that is"
            + " given to Spark by --jars",
        refusal("com.example.Absent"));
    assertEquals(
        "rows.format: found the class 'java.lang.String', expected a format, which implements "
            + SourceFormat.class.getName(),
        refusal("java.lang.String"));
    assertEquals(
        "rows.format: found class "
            + Unmade.class.getName()
            + ", expected a public class with a public constructor without arguments",
        refusal(Unmade.class.getName()));
  }

  static Stream<Arguments> numbersOutOfRange() {
    return Stream.of(
        arguments(
            Map.of("format", "images", "path", "a", "height", 1, "width", 0),
            "rows: The width of images must be at least 1, got 0"),
        arguments(
            Map.of("format", "images", "path", "a", "height", 1, "width", 1, "channels", 2),
            "rows: Images must have 1 or 3 channels, got 2"),
        arguments(
            Map.of("format", "images", "path", "a", "height", 1 << 30, "width", 1 << 30),
            "rows: Images must have at most 16777216 values, got 1073741824 x 1073741824 x 3"),
        arguments(
            Map.of("format", "libsvm", "path", "a", "features", 0),
            "rows: The number of features must be at least 1, got 0"));
  }

  @ParameterizedTest
  @MethodSource("numbersOutOfRange")
  void aNumberOutOfRangeIsRefusedWhereItStands(Map<String, Object> settings, String message) {
    assertEquals(
        message,
        assertThrows(
                InvalidInputException.class,
                () -> SourceFormats.read(Setting.of("rows", settings), Setting::text))
            .getMessage());
  }
}
