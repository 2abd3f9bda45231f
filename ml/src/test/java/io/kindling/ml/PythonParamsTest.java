package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.junit.jupiter.api.Test;

/** The params of the Python package are those of Java: names, types, meanings and defaults. */
class PythonParamsTest {
  /** Of which PySpark has its own declarations. */
  private static final Set<String> OF_SPARK =
      Set.of(
          "featuresCol",
          "labelCol",
          "predictionCol",
          "rawPredictionCol",
          "probabilityCol",
          "thresholds");

  /** name: Param[type] = Param(…, "name", "doc" "doc", typeConverter=TypeConverters.converter) */
  private static final Pattern DECLARED =
      Pattern.compile(
          "    (\\w+): Param\\[([\\w\\[\\]]+)] = Param\\(\\s+Params\\._dummy\\(\\),"
              + "\\s+\"(\\w+)\",((?:\\s+\"[^\"\\n]*\")+),"
              + "\\s+typeConverter=TypeConverters\\.(\\w+),\\s+\\)");

  private static final Map<String, String> TYPES =
      Map.of(
          "toString", "str",
          "toFloat", "float",
          "toInt", "int",
          "toVector", "Vector",
          "toListString", "list[str]",
          "toListInt", "list[int]");

  private static String python(String file) throws IOException {
    Path root =
        Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("python");
    return Files.readString(root.resolve("kindling_spark").resolve(file));
  }

  private static List<MatchResult> declared() throws IOException {
    return DECLARED.matcher(python("params.py")).results().toList();
  }

  private static List<Param<?>> params() {
    return Arrays.stream(new NeuralNetworkClassifier().params())
        .<Param<?>>map(param -> param)
        .filter(param -> !OF_SPARK.contains(param.name()))
        .toList();
  }

  private static String line(String name, String converter, String doc) {
    return "%s (%s): %s".formatted(name, converter, doc);
  }

  private static String converter(Param<?> param) {
    if (param instanceof StringArrayParam) {
      return "toListString";
    }
    if (param instanceof IntArrayParam) {
      return "toListInt";
    }
    if (param instanceof IntParam || param instanceof LongParam) {
      return "toInt";
    }
    if (param.dataClass() == Vector.class) {
      return "toVector";
    }
    return param instanceof DoubleParam ? "toFloat" : "toString";
  }

  @Test
  void namesTypesAndMeaningsAreThoseOfJava() throws IOException {
    Set<String> python = new TreeSet<>();
    for (MatchResult found : declared()) {
      assertEquals(found.group(1), found.group(3));
      assertEquals(TYPES.get(found.group(5)), found.group(2), found.group(1));
      String doc =
          Pattern.compile("\"([^\"]*)\"")
              .matcher(found.group(4))
              .results()
              .map(part -> part.group(1))
              .collect(Collectors.joining());
      python.add(line(found.group(1), found.group(5), doc));
    }
    Set<String> java = new TreeSet<>();
    params().forEach(param -> java.add(line(param.name(), converter(param), param.doc())));
    assertEquals(String.join("\n", java), String.join("\n", python));
  }

  @Test
  void defaultsAreThoseOfJava() throws IOException {
    Map<String, String> python = new TreeMap<>();
    String text = python("params.py");
    String defaults = text.substring(text.indexOf("DEFAULTS:"), text.indexOf("\n}"));
    Pattern.compile("\"(\\w+)\": (.+),")
        .matcher(defaults)
        .results()
        .forEach(found -> python.put(found.group(1), found.group(2)));
    Map<String, String> java = defaults(new NeuralNetworkClassifier());
    assertEquals("\"softmax_cross_entropy\"", java.remove("loss"));
    assertEquals(java, python);
    Map<String, String> ofNumbers = defaults(new NeuralNetworkRegressor());
    assertEquals("\"squared_error\"", ofNumbers.remove("loss"));
    assertEquals(java, ofNumbers);
    String stages = python("stages.py");
    assertTrue(stages.contains("self._start(\"softmax_cross_entropy\", params)"));
    assertTrue(stages.contains("self._start(\"squared_error\", params)"));
  }

  private static Map<String, String> defaults(NetworkParams stage) {
    Map<String, String> defaults = new TreeMap<>();
    for (Param<?> param : params()) {
      Param<Object> named = stage.getParam(param.name());
      if (stage.hasDefault(named)) {
        defaults.put(named.name(), named.jsonEncode(stage.getDefault(named).get()));
      }
    }
    return defaults;
  }

  @Test
  void eachParamIsAnArgumentAndHasAGetterAndASetter() throws IOException {
    String text = python("params.py");
    for (MatchResult found : declared()) {
      String name = found.group(1);
      String capital = name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
      String given = found.group(2).replace("list", "Sequence");
      assertTrue(text.contains("\n    %s: %s\n".formatted(name, given)), name);
      assertTrue(text.contains("def get%s(self) -> %s:".formatted(capital, found.group(2))), name);
      assertTrue(
          text.contains("def set%s(self: E, value: %s) -> E:".formatted(capital, given)), name);
      assertTrue(text.contains("self.getOrDefault(self.%s)".formatted(name)), name);
      assertTrue(text.contains("self._set(%s=".formatted(name)), name);
    }
  }

  @Test
  void eachStageOfTheListsForTheServerIsAClassOfPython() throws IOException {
    String stages = python("stages.py");
    for (Class<?> type :
        List.<Class<?>>of(
            NeuralNetworkClassifier.class,
            NeuralNetworkRegressor.class,
            NeuralNetworkClassificationModel.class,
            NeuralNetworkRegressionModel.class)) {
      assertTrue(stages.contains("\nclass " + type.getSimpleName() + "("), type.getSimpleName());
    }
    String known = "JAVA_PACKAGE = \"%s\"".formatted(NetworkParams.class.getPackageName());
    assertTrue(stages.contains(known));
  }
}
