package io.kindling.driver.training;

import io.kindling.driver.data.KnownModel;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.model.StateDictFile;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.LayerNames;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Setting;
import io.kindling.predictor.model.StateDict;
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
 * What a training starts from: the parameters of a model, layer by layer, with what that does to a
 * row before it enters the network, since they were fitted to that; or those of a {@code
 * state_dict} of PyTorch, of which nothing else is known.
 */
public final class InitFrom {
  /** Where a config file declares it. */
  static final String SETTING = "training.init_from";

  private static final String MODEL = "model";
  private static final String EXCEPT = "except";

  private final String name;
  private final List<String> except;
  private final boolean byNumber;
  private final @Nullable GivenLayers given;
  private @Nullable GivenLayers read;

  private InitFrom(
      String name, @Nullable GivenLayers given, List<String> except, boolean byNumber) {
    this.name = name;
    this.given = given;
    this.except = List.copyOf(except);
    this.byNumber = byNumber;
  }

  /** A model at hand. */
  public static InitFrom of(TrainedModel model) {
    return new InitFrom("the model", new ModelLayers(model), List.of(), false);
  }

  /** Parameters of PyTorch at hand. */
  public static InitFrom of(StateDict tensors) {
    return new InitFrom("the state_dict", new TensorLayers(tensors), List.of(), false);
  }

  /**
   * The model in a folder, or the parameters in a file, as {@link StateDict} reads them. It may be
   * any Hadoop URI, and is read when training starts.
   */
  public static InitFrom path(String path) {
    return new InitFrom(path, null, List.of(), false);
  }

  /**
   * Reads a path, or {@code {model: PATH, except: [layers]}}.
   *
   * @param resolve makes of a path as it is written the one that is meant
   */
  public static InitFrom read(Setting setting, Function<Setting, String> resolve) {
    if (!setting.isMapping()) {
      return path(resolve.apply(setting));
    }
    Fields fields = setting.fields();
    InitFrom from = path(resolve.apply(fields.required(MODEL)));
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
   * Its layers, which are read once.
   *
   * @throws io.kindling.kernels.spec.InvalidInputException when there are none, or damaged ones
   */
  synchronized GivenLayers layers(Configuration hadoop) {
    if (given != null) {
      return given;
    }
    if (read == null) {
      read =
          StateDictFile.read(hadoop, name)
              .<GivenLayers>map(TensorLayers::new)
              .orElseGet(() -> new ModelLayers(ModelFiles.load(hadoop, name)));
    }
    return read;
  }

  /**
   * The parameters that a network starts with, such as those of a model that is not trained at all.
   *
   * @param spec without frozen layers
   * @param seed of layers that start anew
   * @throws io.kindling.kernels.spec.InvalidInputException when layers have no counterpart
   */
  public float[] parameters(ModelSpec spec, long seed, Configuration hadoop) {
    return new LayerMatch(spec, this, layers(hadoop)).parameters(seed);
  }

  /**
   * The names of the classes that a network's outputs stay, from class 0 on; none where its outputs
   * are of no classes, or start anew.
   */
  public Optional<List<String>> classes(NetworkSpec network, Configuration hadoop) {
    return known(network, hadoop).flatMap(KnownModel::namedClasses);
  }

  /** The layers of a network that start anew, by their positions. */
  Set<String> anew(NetworkSpec network) {
    return LayerNames.positions(network, except, SETTING + "." + EXCEPT);
  }

  /**
   * What a model says of the rows to train a network on: also of their labels, unless the last of
   * its layers that have parameters starts anew. Tensors of a file say nothing of rows.
   */
  Optional<KnownModel> known(NetworkSpec network, Configuration hadoop) {
    return layers(hadoop) instanceof ModelLayers from
        ? Optional.of(new KnownModel(name, from.model(), keepsHead(network, from), byNumber))
        : Optional.empty();
  }

  private boolean keepsHead(NetworkSpec network, ModelLayers from) {
    NetworkSpec sized = network.withOutputs(() -> 1); // of the outputs, no name depends on it
    ModelSpec spec = new ModelSpec(from.model().spec().input(), sized, new SquaredError());
    List<String> layers =
        spec.compile().parameters().slices().stream()
            .filter(slice -> slice.kind().isLearnt())
            .map(ParameterSlice::layer)
            .toList();
    return !anew(network).contains(layers.get(layers.size() - 1));
  }

  /** What a manifest says of it. */
  Map<String, Object> write(Configuration hadoop) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("sha256", layers(hadoop).sha256());
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
        && Objects.equals(given, from.given);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, except);
  }

  /** Its path, as errors name it. */
  @Override
  public String toString() {
    return name;
  }
}
