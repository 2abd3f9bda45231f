package io.kindling.submit.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.sync.Auto;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.TrainingBudget;
import io.kindling.driver.training.TrainingEnd;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.blas.BlasDescription;
import io.kindling.kernels.metric.RocAuc;
import io.kindling.submit.fixture.Events;
import io.kindling.submit.fixture.LocalSpark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a training prints. */
final class EpochLinesTest {
  private static List<BlasSurvey.Answer> executors;

  @BeforeAll
  static void askExecutors() {
    SparkConf conf = new SparkConf().setAppName("test");
    LocalSpark.SETTINGS.forEach(conf::set);
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      executors = BlasSurvey.run(context, 0);
    }
  }

  @Test
  void theFirstLineSaysWhatIsTrained() {
    assertEquals(
        "Training on 54,000 rows, validating on 6,000: 101,770 parameters, 3 epochs of 844 steps,"
            + " batch 64 in 2 shards",
        lines(started()).get(0));
  }

  @Test
  void theSecondLineSaysWhatComputes() {
    assertEquals("BLAS: " + executors.get(0).blas(), lines(started()).get(1));
  }

  @Test
  void theWarningsOfTheBlasFollow() {
    assertEquals(
        executors.get(0).blas().warnings().stream().map(warning -> "Warning: " + warning).toList(),
        lines(started()).stream().skip(2).toList());
  }

  @Test
  void aSyncPolicyThatWasMeasuredIsPrintedAsItCanBeDeclared() {
    TrainingSpec auto = Events.SPEC.with(new Auto());
    assertEquals(
        "sync: {local_steps: {steps: 12, outer: {sgd: {learning_rate: 1.0, weight_decay: 0.0}},"
            + " inner_state: average}}   # chosen by measuring",
        lines(Events.started(auto, new LocalSteps(12), executors, List.of())).get(1));
    assertEquals(
        "sync: every_step   # chosen by measuring",
        lines(Events.started(auto, new EveryStep(), executors, List.of())).get(1));
  }

  @Test
  void anEpochIsALineWithItsLossAndSpeed() {
    assertEquals(
        List.of("epoch 2/3  loss 0.2500  51,235 samples/s  1.3 s"),
        lines(Events.epoch(2, Optional.empty())));
  }

  @Test
  void aValidatedEpochNamesTheValuesInTheirOrder() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", 0.71828);
    values.put("accuracy", 0.8125);
    assertEquals(
        List.of(
            "epoch 1/3  loss 0.5000  validation:  loss 0.7183  accuracy 0.8125  51,235 samples/s"
                + "  1.3 s"),
        lines(Events.epoch(1, Optional.of(values))));
  }

  @Test
  void aValueThatIsUndefinedSaysWhy() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", Double.POSITIVE_INFINITY);
    values.put("roc_auc", Double.NaN);
    TrainingSpec spec = Events.measuring(new RocAuc());
    StringWriter out = new StringWriter();
    EpochLines listener = new EpochLines(new PrintWriter(out));
    listener.on(Events.started(spec, spec.sync(), executors, List.of()));
    out.getBuffer().setLength(0);
    listener.on(Events.epoch(1, Optional.of(values)));
    assertEquals(
        "epoch 1/3  loss 0.5000  validation:  loss undefined (some outputs are not finite numbers)"
            + "  roc_auc undefined (the rows have one class only)  51,235 samples/s  1.3 s",
        out.toString().strip());
  }

  @Test
  void stepsAreNotPrinted() {
    assertEquals(List.of(), lines(Events.step(1, 1, 0.5)));
  }

  @Test
  void theEndIsNotPrinted() {
    assertEquals(List.of(), lines(Events.finished(3, 3, TrainingEnd.FINISHED)));
  }

  @Test
  void anEndThatValidationBroughtIsPrinted() {
    assertEquals(
        List.of("Stopped early: validation no longer improves", "The model is that of epoch 1"),
        lines(Events.finished(2, 1, TrainingEnd.STOPPED)));
  }

  @Test
  void anEndThatABudgetBroughtIsPrinted() {
    TrainingSpec spec = Events.SPEC.with(TrainingBudget.minutes(1.5));
    StringWriter out = new StringWriter();
    EpochLines listener = new EpochLines(new PrintWriter(out));
    listener.on(Events.started(spec, spec.sync(), executors, List.of()));
    assertEquals("Budget: 1.5 minutes of this run", out.toString().lines().toList().get(1));
    out.getBuffer().setLength(0);
    listener.on(Events.finished(2, 2, TrainingEnd.SPENT, 7));
    listener.on(Events.finished(2, 2, TrainingEnd.SPENT));
    assertEquals(
        """
        Ended by the budget of 1.5 minutes, after batch 7 of epoch 3; --resume goes on
        The model is that of epoch 2
        Ended by the budget of 1.5 minutes, after the end of epoch 2; --resume goes on
        """,
        out.toString());
  }

  private static BlasSurvey.Answer answer(String executor, String kernel) {
    return new BlasSurvey.Answer(
        executor,
        "host" + executor,
        new BlasDescription(true, "libblas.so", "/a", "0123456789ab", kernel, List.of()),
        0);
  }

  private static List<String> warnings(BlasSurvey.Answer... answers) {
    return lines(Events.started(Events.SPEC, Events.SPEC.sync(), List.of(answers), List.of()))
        .stream()
        .filter(line -> line.startsWith("Warning: "))
        .toList();
  }

  @Test
  void executorsThatComputeAlikeAreNotWarnedOf() {
    assertEquals(List.of(), warnings(answer("1", "ZEN"), answer("2", "ZEN")));
  }

  @Test
  void eachOtherKindOfArithmeticIsWarnedOfOnce() {
    String others =
        "Warning: executor %s on host%s computes with libblas.so (SHA-256 01234567…), CPU kernel"
            + " %s, executor 1 with libblas.so (SHA-256 01234567…), CPU kernel ZEN: the model's"
            + " bits may depend on which executor computes what";
    assertEquals(
        List.of(others.formatted("3", "3", "HASWELL"), others.formatted("5", "5", "CORE2")),
        warnings(
            answer("1", "ZEN"),
            answer("2", "ZEN"),
            answer("3", "HASWELL"),
            answer("4", "HASWELL"),
            answer("5", "CORE2")));
  }

  @Test
  void executorsOfWhichTooLittleIsKnownAreWarnedOf() {
    assertEquals(
        List.of(
            "Warning: executor 2 on host2 computes with libblas.so (SHA-256 01234567…), CPU kernel"
                + " unknown, executor 1 with libblas.so (SHA-256 01234567…), CPU kernel unknown,"
                + " which need not be the same: the model's bits may depend on which executor"
                + " computes what"),
        warnings(answer("1", "unknown"), answer("2", "unknown")));
  }

  @Test
  void aSingleExecutorIsNotComparedWithItself() {
    assertEquals(List.of(), warnings(answer("1", "unknown")));
  }

  @Test
  void warningsOfTheDeclarationComeLast() {
    List<String> lines = lines(started(List.of("few rows")));
    assertEquals("Warning: few rows", lines.get(lines.size() - 1));
  }

  private static TrainingEvent started() {
    return started(List.of());
  }

  private static TrainingEvent started(List<String> warnings) {
    return Events.started(Events.SPEC, Events.SPEC.sync(), executors, warnings);
  }

  /** What is printed for an event behind the start of a training. */
  private static List<String> lines(TrainingEvent event) {
    StringWriter out = new StringWriter();
    EpochLines listener = new EpochLines(new PrintWriter(out));
    if (!(event instanceof TrainingEvent.Started)) {
      listener.on(started());
      out.getBuffer().setLength(0);
    }
    listener.on(event);
    return out.toString().lines().toList();
  }
}
