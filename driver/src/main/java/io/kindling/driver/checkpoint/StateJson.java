package io.kindling.driver.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.driver.optimizer.LearningState;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.ProgressState;
import io.kindling.driver.training.Setback;
import io.kindling.driver.training.TrainingIdentity;
import io.kindling.driver.training.TrainingPosition;
import io.kindling.driver.training.TrainingState;
import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.predictor.model.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of a training's state but its arrays, as the manifest of a checkpoint tells it. Numbers come
 * back to the last bit; those that JSON has no word for are texts.
 */
final class StateJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 2;
  private static final int ONE_FILE = 1; // of each role, whose name stands for it without a list

  private StateJson() {}

  /** The manifest of a state whose arrays are in {@code files}. */
  static byte[] write(TrainingState state, Map<String, List<DataFile>> files) throws IOException {
    TrainingPosition position = state.position();
    ProgressState progress = state.progress();
    Map<String, Object> manifest = new LinkedHashMap<>();
    boolean oneFile = files.values().stream().allMatch(ofRole -> ofRole.size() == 1);
    manifest.put("format", oneFile ? ONE_FILE : FORMAT);
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("epochs", position.epochs());
    place.put("batches", position.batches());
    place.put("seconds", position.seconds());
    manifest.put("position", place);
    manifest.put("sync", SyncPolicy.CATALOGUE.write(state.sync()));
    manifest.put("progress", write(progress));
    manifest.put("numbers", write(state.learning()));
    state.epochStart().ifPresent(start -> manifest.put("epoch_start_numbers", write(start)));
    if (!state.setbacks().isEmpty()) {
      manifest.put("setbacks", state.setbacks().stream().map(Setback::write).toList());
    }
    manifest.put("identity", state.identity().values());
    Map<String, Object> named = new LinkedHashMap<>();
    files.forEach(
        (role, ofRole) -> {
          List<Map<String, Object>> written = ofRole.stream().map(DataFile::write).toList();
          named.put(role, oneFile ? written.get(0) : written);
        });
    manifest.put("files", named);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
  }

  private static Map<String, Object> write(LearningState learning) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    learning.numbers().forEach((name, number) -> numbers.put(name, plain(number)));
    return numbers;
  }

  private static Map<String, Object> write(ProgressState progress) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("epoch_losses", progress.epochLosses());
    values.put("loss_sum", plain(progress.lossSum()));
    values.put("weight_sum", plain(progress.weightSum()));
    values.put("train_loss", plain(progress.trainLoss()));
    progress
        .validation()
        .ifPresent(
            measured -> {
              Map<String, Object> plain = new LinkedHashMap<>();
              measured.forEach((name, value) -> plain.put(name, plain(value)));
              values.put("validation", plain);
            });
    Map<String, Object> best = new LinkedHashMap<>();
    best.put("epoch", progress.best().epoch());
    best.put("seen", progress.best().seen());
    best.put("value", plain(progress.best().value()));
    values.put("best", best);
    return values;
  }

  private static Object plain(Number number) {
    return Double.isFinite(number.doubleValue()) ? number : number.toString();
  }

  /**
   * Reads a manifest.
   *
   * @param place what errors call it
   * @throws InvalidInputException when it is none
   */
  static Manifest read(String place, byte[] bytes) {
    Map<String, Object> plain = StrictJson.entries(place, bytes, "a checkpoint's manifest");
    Fields fields = Setting.of(place, plain).fields();
    Setting format = fields.required("format");
    if (format.longNumber() < ONE_FILE || format.longNumber() > FORMAT) {
      throw format.wrong(
          "%s or %s, which this version reads; go on with the one that wrote it"
              .formatted(ONE_FILE, FORMAT));
    }
    boolean oneFile = format.longNumber() == ONE_FILE;
    Fields at = fields.required("position").fields();
    TrainingPosition position =
        new TrainingPosition(
            count(at.required("epochs")),
            count(at.required("batches")),
            at.required("seconds").number());
    Map<String, List<DataFile>> files = new LinkedHashMap<>();
    fields
        .required("files")
        .entriesByName()
        .forEach(
            (role, ofRole) ->
                files.put(
                    role,
                    (oneFile ? List.of(ofRole) : ofRole.elements())
                        .stream().map(DataFile::read).toList()));
    return new Manifest(
        position,
        SyncPolicy.CATALOGUE.read(fields.required("sync")),
        fields.required("progress"),
        readNumbers(fields.required("numbers")),
        fields.optional("epoch_start_numbers").map(StateJson::readNumbers),
        fields.optional("setbacks").map(StateJson::readSetbacks).orElse(List.of()),
        new TrainingIdentity(identity(place, plain)),
        files);
  }

  private static Map<String, Number> readNumbers(Setting setting) {
    Map<String, Number> numbers = new LinkedHashMap<>();
    setting.entriesByName().forEach((name, value) -> numbers.put(name, number(value)));
    return numbers;
  }

  private static List<Setback> readSetbacks(Setting setting) {
    List<Setback> setbacks = new ArrayList<>();
    for (Setting element : setting.elements()) {
      Fields fields = element.fields();
      setbacks.add(
          new Setback(
              count(fields.required("epoch")),
              count(fields.required("step")),
              fields.required("learning_rate_factor").number()));
      fields.done();
    }
    return setbacks;
  }

  private static int count(Setting setting) {
    if (setting.wholeNumber() < 0) {
      throw setting.wrong("at least 0");
    }
    return setting.wholeNumber();
  }

  /** Plainly: a setting knows its place, which does not matter here. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> identity(String place, Map<String, Object> manifest) {
    if (manifest.get("identity") instanceof Map<?, ?> values) {
      return (Map<String, Object>) values;
    }
    throw InvalidInputException.at(place, "no 'identity'", "a mapping");
  }

  /** What a manifest says. */
  record Manifest(
      TrainingPosition position,
      SyncPolicy sync,
      Setting progress,
      Map<String, Number> numbers,
      Optional<Map<String, Number>> epochStart,
      List<Setback> setbacks,
      TrainingIdentity identity,
      Map<String, List<DataFile>> files) {
    /**
     * The state, with the arrays that the files hold.
     *
     * @param start those of the start of the epoch, if there are any
     */
    TrainingState with(
        Map<String, float[]> arrays, Optional<float[]> best, Optional<Map<String, float[]>> start) {
      return new TrainingState(
          identity,
          sync,
          position,
          readProgress(progress.fields(), best),
          new LearningState(arrays, numbers),
          setbacks,
          start.flatMap(of -> epochStart.map(counts -> new LearningState(of, counts))));
    }
  }

  private static ProgressState readProgress(Fields fields, Optional<float[]> parameters) {
    List<Double> losses =
        fields.required("epoch_losses").elements().stream()
            .map(loss -> number(loss).doubleValue())
            .toList();
    Fields best = fields.required("best").fields();
    return new ProgressState(
        losses,
        number(fields.required("loss_sum")).doubleValue(),
        number(fields.required("weight_sum")).doubleValue(),
        number(fields.required("train_loss")).doubleValue(),
        fields.optional("validation").map(StateJson::readMeasured),
        new ProgressState.Best(
            best.required("epoch").wholeNumber(),
            best.required("seen").wholeNumber(),
            number(best.required("value")).doubleValue(),
            parameters));
  }

  private static Map<String, Double> readMeasured(Setting setting) {
    Map<String, Double> measured = new LinkedHashMap<>();
    setting
        .entriesByName()
        .forEach((name, value) -> measured.put(name, number(value).doubleValue()));
    return measured;
  }

  /** A whole number, another one, or one that JSON has no word for. */
  private static Number number(Setting setting) {
    if (!setting.isNumber()) {
      return switch (setting.text()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw setting.wrong("a number");
      };
    }
    double number = setting.number();
    return number == Math.rint(number) && !setting.text().contains(".")
        ? (Number) setting.longNumber()
        : (Number) number;
  }
}
