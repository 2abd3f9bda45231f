package io.kindling.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.driver.yaml.YamlText;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Setting;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.ml.param.Param;

/** Params that are declarations in YAML or JSON, which is YAML too. */
final class Texts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Texts() {}

  /**
   * What a param declares, if it is set or has a default.
   *
   * @throws io.kindling.kernels.spec.InvalidInputException when it declares nothing that there is
   */
  static <T> Optional<T> read(
      NetworkParams params, Param<String> param, Function<Setting, T> reader) {
    return params.isDefined(param)
        ? Optional.of(reader.apply(setting(param.name(), params.getOrDefault(param))))
        : Optional.empty();
  }

  /** A declaration; {@code place} is what errors call it. */
  static Setting setting(String place, String text) {
    return YamlText.readValue(place, text);
  }

  /** A network as text. */
  static String of(NetworkSpec network) {
    try {
      return JSON.writeValueAsString(network.write());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a declaration that JSON cannot hold", e);
    }
  }
}
