package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Prelu;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkNode;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.Safetensors;
import io.kindling.predictor.model.Safetensors.Tensor;
import io.kindling.predictor.model.StateDict;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.row.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings that start from parameters as PyTorch names them. */
final class StateDictStartTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int INPUTS = 5;

  /** Kinds of layers that need settings; those that are not here need none. */
  private static final Map<String, Map<String, Object>> SETTINGS =
      Map.of(
          "dense", Map.of("units", 4),
          "slice", Map.of("from", 0, "to", 1),
          "embedding", Map.of("categories", 6, "dimensions", 3),
          "maxout", Map.of("units", 5, "pieces", 2),
          "dropout", Map.of("rate", 0.5));

  @TempDir private Path disk;

  private static LayerSpec layer(String kind) {
    return LayerCatalogue.LAYERS.read(
        Setting.of("layer", Map.of(kind, SETTINGS.getOrDefault(kind, Map.of()))));
  }

  /** All kinds of layers in a random order, as two nodes of a graph. */
  private static NetworkSpec network(Random random) {
    List<LayerSpec> layers = new ArrayList<>();
    for (String kind : LayerCatalogue.LAYERS.names()) {
      layers.add(layer(kind));
      layers.add(new Dense(1 + random.nextInt(6)));
    }
    Collections.shuffle(layers, random);
    int half = random.nextInt(layers.size());
    return NetworkSpec.graph(
        NetworkNode.chain(
            "body", NetworkNode.INPUT, layers.subList(0, half).toArray(LayerSpec[]::new)),
        NetworkNode.chain(
            "head", "body", layers.subList(half, layers.size()).toArray(LayerSpec[]::new)));
  }

  private static TrainedModel model(ModelSpec spec, Random random) {
    float[] parameters = new float[spec.compile().parameters().size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
    }
    return new TrainedModel(
        spec,
        Preprocessing.of(Scaling.none(spec.input().size())),
        Labels.UNKNOWN,
        parameters,
        new Provenance(Map.of()));
  }

  private static byte[] export(TrainedModel model) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      StateDict.write(model, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static StateDict read(byte[] file) throws IOException {
    return StateDict.read("file", new ByteArrayInputStream(file), file.length);
  }

  @RepeatedTest(50)
  void whatIsExportedIsTheSameStartToTheBitWhateverTheLayers(RepetitionInfo repetition)
      throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    ModelSpec spec = new ModelSpec(Shape.vector(INPUTS), network(random), new SquaredError());
    TrainedModel model = model(spec, random);
    float[] read =
        InitFrom.of(read(export(model)))
            .parameters(spec, 99, SPARK.context().hadoopConfiguration());
    assertArrayEquals(bits(model.parameters()), bits(read));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  private static final NetworkSpec NETWORK =
      NetworkSpec.of(new Dense(4), new BatchNorm(), new Prelu(), new Dense(3));

  private static TrainerBuilder training() {
    return TinyTraining.on(SPARK.context(), 2).scale(ScaleMode.NONE).network(NETWORK);
  }

  private static TrainedModel model() {
    ModelSpec spec = new ModelSpec(Shape.vector(INPUTS), NETWORK, new SoftmaxCrossEntropy());
    TrainedModel model = model(spec, new Random(4));
    float[] parameters = model.parameters();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = Math.abs(parameters[i]); // no variance is below 0
    }
    return new TrainedModel(
        spec, model.preprocessing(), model.labels(), parameters, model.provenance());
  }

  /** The model's tensors by PyTorch's names, to be changed. */
  private static Map<String, Tensor> tensors() throws IOException {
    StateDict exported = read(export(model()));
    Map<String, Tensor> tensors = new TreeMap<>();
    exported.names().forEach(name -> tensors.put(name, exported.tensor(name).orElseThrow()));
    return tensors;
  }

  private String write(Map<String, Tensor> tensors) throws IOException {
    Path file = disk.resolve("net.safetensors");
    try (var out = Files.newOutputStream(file)) {
      Safetensors.write(tensors, out);
    }
    return file.toString();
  }

  @Test
  void aTrainingStartsWithTheParametersOfAFile() throws IOException {
    TrainedModel given = model();
    Path file = Files.write(disk.resolve("net.safetensors"), export(given));
    List<String> told = new ArrayList<>();
    TrainedModel trained =
        training()
            .initFrom(InitFrom.path(file.toString()))
            .optimizer(new Sgd(Double.MIN_VALUE)) // 0 as float32
            .freeze("1") // with its running statistics
            .listener(
                event -> {
                  if (event instanceof TrainingEvent.Started started) {
                    told.addAll(started.plan().start());
                  }
                })
            .build()
            .train();
    assertArrayEquals(bits(given.parameters()), bits(trained.parameters()));
    String sha256 = read(Files.readAllBytes(file)).sha256();
    assertEquals(Map.of("sha256", sha256), trained.provenance().values().get("init_from"));
    assertEquals(
        "Starts from %s, SHA-256 %s: layers 0, 1, 2, 3 are its own;".formatted(file, sha256)
            + " columns, categories and scaling follow from the rows",
        told.get(0));
  }

  @Test
  void aFileBecomesAModelToScoreWithWithoutATraining() throws IOException {
    NetworkSpec network = NetworkSpec.of(new Flatten(), new Dense(8), new Relu(), new Dense(3));
    ModelSpec declared = new ModelSpec(Shape.image(10, 10, 1), network, new SoftmaxCrossEntropy());
    TrainedModel given = model(declared, new Random(6));
    String file = Files.write(disk.resolve("net.safetensors"), export(given)).toString();
    String folder = disk.resolve("model").toString();
    // docs/onnx.md: begin
    ModelSpec spec = new ModelSpec(Shape.image(10, 10, 1), network, new SoftmaxCrossEntropy());
    Configuration hadoop = new Configuration();
    TrainedModel model =
        new TrainedModel(
            spec,
            Preprocessing.of(Scaling.none(100)),
            Labels.UNKNOWN,
            InitFrom.path(file).parameters(spec, 0, hadoop),
            new Provenance(Map.of("origin", "PyTorch")));
    ModelFiles.save(model, hadoop, folder);
    // docs/onnx.md: end
    assertEquals(given.sha256(), ModelFiles.load(hadoop, folder).sha256());
  }

  @Test
  void rowsAreScaledAsTheTrainingDeclares() throws IOException {
    TrainedModel trained =
        training()
            .scale(ScaleMode.MIN_MAX)
            .initFrom(InitFrom.of(read(export(model()))))
            .build()
            .train();
    assertEquals(ScaleMode.MIN_MAX, trained.preprocessing().scaling().mode());
  }

  @Test
  void whatPyTorchCountsBesidesAndLayersOfNoUseAreLeft() throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.put("1.num_batches_tracked", new Tensor(new float[1], 0, List.of(1)));
    tensors.put("7.weight", new Tensor(new float[6], 0, List.of(2, 3)));
    tensors.put("3.weight", new Tensor(new float[6], 0, List.of(2, 3)));
    String file = write(tensors);
    List<String> told = training().initFrom(InitFrom.path(file).except("3")).build().plan().start();
    assertEquals(
        "layers 0, 1, 2 are its own, 3 start anew, 3, 7 of it are left;"
            + " columns, categories and scaling follow from the rows",
        told.get(0).substring(told.get(0).indexOf("layers")));
  }

  /** What is changed, and what is said of the layer then. */
  @ParameterizedTest(name = "{0} {1} as {2}")
  @CsvSource({
    "0.weight, '4,6', network[0] (dense) is 0.weight 4×6 and 0.bias 4, 0.weight 4×5 and 0.bias 4",
    "0.bias, , network[0] (dense) is 0.weight 4×5, 0.weight 4×5 and 0.bias 4",
    "0.scale, '2', network[0] (dense) is 0.weight 4×5 and 0.bias 4 and 0.scale 2, 0.weight 4×5 and 0.bias 4",
    "1.running_var, , network[1] (batch_norm) is 1.weight 4 and 1.bias 4 and 1.running_mean 4, 1.weight 4 and 1.bias 4 and 1.running_mean 4 and 1.running_var 4",
    "2.weight, '1', network[2] (prelu) is 2.weight 1, 2.weight 4"
  })
  void tensorsThatDoNotFitAreNamedInOneLine(
      String tensor, String shape, String found, String wanted) throws IOException {
    Map<String, Tensor> tensors = tensors();
    if (shape == null) {
      tensors.remove(tensor);
    } else {
      List<Integer> dimensions = List.of(shape.split(",")).stream().map(Integer::valueOf).toList();
      int size = dimensions.stream().reduce(1, (a, b) -> a * b);
      tensors.put(tensor, new Tensor(new float[size], 0, dimensions));
    }
    String file = write(tensors);
    assertEquals(
        "training.init_from: in %s, %s, expected %s; layers that except names start anew"
            .formatted(file, found, wanted),
        refused(InitFrom.path(file)));
  }

  @Test
  void aFileOfOtherNamesIsToldWithThose() throws IOException {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors().forEach((name, tensor) -> renamed.put(name.replace("0.", "fc1."), tensor));
    String file = write(renamed);
    assertEquals(
        ("training.init_from: in %s, network[0] (dense) is no tensor, expected 0.weight 4×5 and"
                + " 0.bias 4; layers that except names start anew; it also has fc1")
            .formatted(file),
        refused(InitFrom.path(file)));
  }

  @Test
  void aLayerOfAnotherKindOfTheSameShapesIsNotTaken() throws IOException {
    String file = write(tensors());
    String refused =
        message(
            training()
                .network(new Dense(4), new LayerNorm(), new Prelu(), new Dense(3))
                .initFrom(InitFrom.path(file)));
    assertEquals(
        ("training.init_from: in %s, network[1] (layer_norm) is 1.weight 4 and 1.bias 4 and"
                + " 1.running_mean 4 and 1.running_var 4, expected 1.weight 4 and 1.bias 4; layers"
                + " that except names start anew")
            .formatted(file),
        refused);
  }

  @Test
  void aNumberThatIsNoneIsRefusedUnlessItsLayerStartsAnew() throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.put("3.bias", new Tensor(new float[] {0, Float.NaN, 0}, 0, List.of(3)));
    InitFrom from = InitFrom.path(write(tensors));
    assertEquals(
        ("training.init_from: in %s, network[3] (dense) is 3.weight 3×4 and 3.bias 3 with NaN, which"
                + " is no finite float32, expected 3.weight 3×4 and 3.bias 3; layers that except"
                + " names start anew")
            .formatted(from),
        refused(from));
    training().initFrom(from.except("3")).build().plan();
  }

  @Test
  void aFileThatIsOfAnotherFormatIsRefusedInOneLine() throws IOException {
    Path file = Files.writeString(disk.resolve("net.pt"), "PK no tensors at all");
    String refused = refused(InitFrom.path(file.toString()));
    assertEquals(0, refused.indexOf(file + ": found a header of "), refused);
    assertEquals(1, refused.lines().count(), refused);
  }

  private static String refused(InitFrom from) {
    return message(training().initFrom(from));
  }

  private static String message(TrainerBuilder training) {
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> training.build().train()).getMessage());
  }
}
