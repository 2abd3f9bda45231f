package io.kindling.driver.training;

import io.kindling.driver.data.KnownModel;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.LayerNames;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Setting;
import io.kindling.predictor.model.TrainedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The model that a training starts from: with its parameters, layer by layer, and with what it does
 * to a row before that enters the network, since the parameters were fitted to that.
 */
public final class InitFrom {
  /** Where a config file declares it. */
  static final String SETTING = "training.init_from";

  private static final String MODEL = "model";
  private static final String EXCEPT = "except";

  private final String name;
  private final List<String> except;
  private final boolean byNumber;
  private final @Nullable TrainedModel given;
  private @Nullable TrainedModel read;

  private InitFrom(
      String name, @Nullable TrainedModel given, List<String> except, boolean byNumber) {
    this.name = name;
    this.given = given;
    this.except = List.copyOf(except);
    this.byNumber = byNumber;
  }

  /** A model at hand. */
  public static InitFrom of(TrainedModel model) {
    return new InitFrom("the model", model, List.of(), false);
  }

  /** The model in a folder, which may be any Hadoop URI; it is read when training starts. */
  public static InitFrom folder(String folder) {
    return new InitFrom(folder, null, List.of(), false);
  }

  /**
   * Reads a folder, or {@code {model: FOLDER, except: [layers]}}.
   *
   * @param resolve makes of a folder as it is written the one that is meant
   */
  public static InitFrom read(Setting setting, Function<Setting, String> resolve) {
    if (!setting.isMapping()) {
      return folder(resolve.apply(setting));
    }
    Fields fields = setting.fields();
    InitFrom from = folder(resolve.apply(fields.required(MODEL)));
    List<String> except = fields.optional(EXCEPT).map(Setting::texts).orElse(List.of());
    fields.done();
    return from.except(except.toArray(String[]::new));
  }

  /**
   * The same, but for layers that start anew: of the network that is trained.
   *
   * @param layers positions, such as {@code 2} or {@code head.0}, or nodes
   */
  public InitFrom except(String... layers) {
    return new InitFrom(name, given, List.of(layers), byNumber);
  }

  /**
   * The same, where the labels of the rows are not the names of the model's classes but their
   * numbers from 0 on, as labels of Spark ML are. Classes of the trained model are called so, too.
   */
  public InitFrom byNumber() {
    return new InitFrom(name, given, except, true);
  }

  /** The layers that start anew, as they are named. */
  public List<String> except() {
    return except;
  }

  /**
   * The model, which is read once.
   *
   * @throws io.kindling.kernels.spec.InvalidInputException when there is none, or a damaged one
   */
  synchronized TrainedModel model(Configuration hadoop) {
    if (given != null) {
      return given;
    }
    if (read == null) {
      read = ModelFiles.load(hadoop, name);
    }
    return read;
  }

  /**
   * The names of the classes that a network's outputs stay, from class 0 on; none where its outputs
   * are of no classes, or start anew.
   */
  public Optional<List<String>> classes(NetworkSpec network, Configuration hadoop) {
    return known(network, hadoop).namedClasses();
  }

  /** The layers of a network that start anew, by their positions. */
  Set<String> anew(NetworkSpec network) {
    return LayerNames.positions(network, except, SETTING + "." + EXCEPT);
  }

  /**
   * What the model says of the rows to train a network on: also of their labels, unless the last of
   * its layers that have parameters starts anew.
   */
  KnownModel known(NetworkSpec network, Configuration hadoop) {
    TrainedModel from = model(hadoop);
    NetworkSpec sized = network.withOutputs(() -> 1); // of the outputs, no name depends on it
    ModelSpec spec = new ModelSpec(from.spec().input(), sized, new SquaredError());
    List<String> layers =
        spec.compile().parameters().slices().stream()
            .filter(slice -> slice.kind().isLearnt())
            .map(ParameterSlice::layer)
            .toList();
    boolean keepsHead = !anew(network).contains(layers.get(layers.size() - 1));
    return new KnownModel(name, from, keepsHead, byNumber);
  }

  /** What a manifest says of it. */
  Map<String, Object> write(Configuration hadoop) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("sha256", model(hadoop).sha256());
    if (!except.isEmpty()) {
      values.put(EXCEPT, except);
    }
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InitFrom from
        && name.equals(from.name)
        && except.equals(from.except)
        && byNumber == from.byNumber
        && given == from.given;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, except);
  }

  /** Its folder, as errors name it. */
  @Override
  public String toString() {
    return name;
  }
}
