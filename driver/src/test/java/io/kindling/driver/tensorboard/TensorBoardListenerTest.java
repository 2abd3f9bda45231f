package io.kindling.driver.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.training.BackgroundListener;
import io.kindling.driver.training.TrainingEvent.EpochCompleted;
import io.kindling.driver.training.TrainingEvent.StepCompleted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

/** What TensorFlow's own classes read of a training. */
final class TensorBoardListenerTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @TempDir private static Path folder;
  private static final List<StepCompleted> STEPS = new ArrayList<>();
  private static final List<EpochCompleted> EPOCHS = new ArrayList<>();
  private static final List<float[]> PARAMETERS = new ArrayList<>();
  private static byte[] bytes;

  @BeforeAll
  static void train() throws IOException {
    STEPS.clear();
    EPOCHS.clear();
    PARAMETERS.clear();
    TensorBoardListener listener =
        new TensorBoardListener(
            folder.resolve("new").toString(), SPARK.context().hadoopConfiguration());
    TinyTraining.on(SPARK.context(), 2)
        .data(TinyTraining.data().rdd(SPARK.context(), 2), 0.2)
        .listener(new BackgroundListener("events", listener))
        .listener(
            event -> {
              if (event instanceof StepCompleted step) {
                STEPS.add(step);
              } else if (event instanceof EpochCompleted epoch) {
                EPOCHS.add(epoch);
                PARAMETERS.add(epoch.last().orElse(epoch.model()).get().parameters());
              }
            })
        .build()
        .train();
    try (Stream<Path> files = Files.list(folder.resolve("new"))) {
      List<Path> all = files.toList();
      assertEquals(1, all.size());
      String name = all.get(0).getFileName().toString();
      assertTrue(name.matches("events\\.out\\.tfevents\\.[0-9]{10}\\..+"), name);
      bytes = Files.readAllBytes(all.get(0));
    }
  }

  /** The whole records, checked by their checksums; the ends of them go into {@code ends}. */
  private static List<Event> read(byte[] file, List<Integer> ends)
      throws InvalidProtocolBufferException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.remaining() >= 12) {
      int start = in.position();
      int length = Math.toIntExact(in.getLong());
      assertEquals(masked(file, start, 8), in.getInt(), "checksum of a length");
      if (in.remaining() < length + 4) {
        break;
      }
      byte[] data = new byte[length];
      in.get(data);
      assertEquals(masked(data, 0, length), in.getInt(), "checksum of an event");
      events.add(Event.parseFrom(data));
      ends.add(in.position());
    }
    return events;
  }

  private static int masked(byte[] data, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(data, from, length);
    long x = crc.getValue();
    return (int) (((x >>> 15) | (x << 17)) + 0xa282ead8L);
  }

  private static List<Event> events() throws InvalidProtocolBufferException {
    return read(bytes, new ArrayList<>());
  }

  private static Map<Long, Summary.Value> values(String tag) throws InvalidProtocolBufferException {
    Map<Long, Summary.Value> values = new TreeMap<>();
    for (Event event : events()) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        if (value.getTag().equals(tag)) {
          values.put(event.getStep(), value);
        }
      }
    }
    return values;
  }

  private static <K, V> V found(Map<K, V> map, K key) {
    return Optional.ofNullable(map.get(key)).orElseThrow();
  }

  private static List<String> scalars(String tag) throws InvalidProtocolBufferException {
    return values(tag).entrySet().stream()
        .map(value -> value.getKey() + " " + value.getValue().getSimpleValue())
        .toList();
  }

  @Test
  void theFileSaysItsFormAndWhenEachEventWas() throws IOException {
    assertEquals("brain.Event:2", events().get(0).getFileVersion());
    double now = System.currentTimeMillis() / 1000.0;
    for (Event event : events()) {
      assertEquals(now, event.getWallTime(), 120);
    }
  }

  @Test
  void eachStepHasItsLossRateAndSpeed() throws IOException {
    assertEquals(6, STEPS.size());
    assertEquals(
        STEPS.stream().map(step -> step.step() + " " + (float) step.loss()).toList(),
        scalars("loss/train"));
    assertEquals(
        STEPS.stream().map(step -> step.step() + " " + (float) step.learningRate()).toList(),
        scalars("learning_rate"));
    assertEquals(
        STEPS.stream()
            .map(step -> step.step() + " " + (float) (step.rows() / step.seconds()))
            .toList(),
        scalars("samples_per_second"));
  }

  @Test
  void eachEpochHasItsLossAndWhatValidationMeasured() throws IOException {
    assertEquals(List.of("3 1.0", "6 2.0"), scalars("epoch"));
    assertEquals(
        EPOCHS.stream().map(epoch -> epoch.step() + " " + (float) epoch.trainLoss()).toList(),
        scalars("loss/train_epoch"));
    for (String metric : List.of("loss", "accuracy")) {
      assertEquals(
          EPOCHS.stream()
              .map(
                  epoch ->
                      epoch.step()
                          + " "
                          + found(epoch.validation().orElseThrow(), metric).floatValue())
              .toList(),
          scalars(metric + "/validation"));
    }
  }

  @Test
  void histogramsCountTheParametersBetweenTheBoundsOfTheirBuckets() throws IOException {
    HistogramProto weights = found(values("values/0.weight"), 6L).getHisto();
    float[] learnt = Arrays.copyOf(PARAMETERS.get(1), 5 * 8);
    assertEquals(5 * 8, weights.getNum());
    double sum = 0;
    double least = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < weights.getBucketCount(); i++) {
      double from = least;
      double to = weights.getBucketLimit(i);
      int within = 0;
      for (float value : learnt) {
        within += value >= from && value < to ? 1 : 0;
      }
      assertEquals(within, weights.getBucket(i), "from " + from + " to " + to);
      sum += within;
      least = to;
    }
    assertEquals(5 * 8, sum);
    Arrays.sort(learnt);
    assertEquals(learnt[0], weights.getMin());
    assertEquals(learnt[5 * 8 - 1], weights.getMax());
  }

  @Test
  void gradientsHaveHistogramsWhoseSquaresAreThoseOfTheNorms() throws IOException {
    double squares =
        found(values("gradients/0.weight"), 3L).getHisto().getSumSquares()
            + found(values("gradients/0.bias"), 3L).getHisto().getSumSquares();
    assertTrue(squares > 0);
    assertEquals(
        Math.sqrt(squares), found(values("gradient_norm/0"), 3L).getSimpleValue(), 1e-6 * squares);
  }

  @Test
  void thePageOfHyperparametersKnowsTheSettingsAndHowItEnded() throws IOException {
    UnknownFieldSet start = session("_hparams_/session_start_info", 3);
    Map<String, Value> settings = new TreeMap<>();
    for (var entry : start.getField(1).getLengthDelimitedList()) {
      UnknownFieldSet pair = UnknownFieldSet.parseFrom(entry);
      settings.put(
          pair.getField(1).getLengthDelimitedList().get(0).toStringUtf8(),
          Value.parseFrom(pair.getField(2).getLengthDelimitedList().get(0)));
    }
    assertEquals(0.05, found(settings, "optimizer.adam.learning_rate").getNumberValue());
    assertEquals(17, found(settings, "training.batch_size").getNumberValue());
    assertEquals("standardize", found(settings, "data.scale").getStringValue());
    UnknownFieldSet end = session("_hparams_/session_end_info", 4);
    assertEquals(List.of(1L), end.getField(1).getVarintList(), "success");
  }

  private static UnknownFieldSet session(String tag, int kind) throws IOException {
    Summary.Value value = found(values(tag), 0L);
    assertEquals("hparams", value.getMetadata().getPluginData().getPluginName());
    assertEquals(1, value.getTensor().getFloatValCount());
    UnknownFieldSet data =
        UnknownFieldSet.parseFrom(value.getMetadata().getPluginData().getContent());
    return UnknownFieldSet.parseFrom(data.getField(kind).getLengthDelimitedList().get(0));
  }

  @Test
  void whatIsLeftOfAFileThatBrokeOffAreItsWholeRecords() throws IOException {
    List<Integer> ends = new ArrayList<>();
    List<Event> whole = read(bytes, ends);
    assertEquals(bytes.length, ends.get(ends.size() - 1));
    for (int length = 0; length < bytes.length; length += 7) {
      int left = length;
      long count = ends.stream().filter(end -> end <= left).count();
      assertEquals(
          whole.subList(0, (int) count), read(Arrays.copyOf(bytes, length), new ArrayList<>()));
    }
  }
}
