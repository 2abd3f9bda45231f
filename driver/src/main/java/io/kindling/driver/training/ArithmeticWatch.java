package io.kindling.driver.training;

import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.diagnosis.OtherArithmetic;
import io.kindling.partitioning.job.ListedExecutors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what the executors of a training compute with, those that come on its way, too: one with
 * another arithmetic gives the model other last bits.
 */
public final class ArithmeticWatch {
  private static final Logger log = LoggerFactory.getLogger(ArithmeticWatch.class);

  private final JavaSparkContext context;
  private final List<BlasSurvey.Answer> answers;
  private final OtherArithmetic other;
  private Set<String> asked;

  /** Asks all that are there at the start. */
  public ArithmeticWatch(JavaSparkContext context) {
    this.context = context;
    this.asked = ListedExecutors.addresses(context);
    this.answers = new ArrayList<>(BlasSurvey.run(context, 0));
    this.other = new OtherArithmetic(answers);
  }

  /** What they have answered: those of the start, then those that came. */
  public List<BlasSurvey.Answer> answers() {
    return List.copyOf(answers);
  }

  /** Of those that are there at the start, a line for each kind of arithmetic but the first's. */
  public List<String> atStart() {
    return other.atStart();
  }

  /** Whether executors have come that were not asked. */
  public boolean isBehind() {
    return !asked.containsAll(ListedExecutors.addresses(context));
  }

  /**
   * Asks those that are there now, by a job.
   *
   * @return an incident for each kind of arithmetic that the training did not begin with, but for
   *     those told before; the log has it, too
   */
  public List<Incident> ask() {
    asked = ListedExecutors.addresses(context);
    List<BlasSurvey.Answer> now = BlasSurvey.run(context, 0);
    List<String> lines = other.later(now);
    now.stream().filter(this::isNew).forEach(answers::add);
    lines.forEach(line -> log.warn("{}", line));
    return lines.stream().map(line -> Incident.of(Incident.Kind.OTHER_ARITHMETIC, line)).toList();
  }

  private boolean isNew(BlasSurvey.Answer answer) {
    return answers.stream().noneMatch(known -> known.executor().equals(answer.executor()));
  }
}
