package io.kindling.driver.diagnosis;

import io.kindling.kernels.blas.BlasDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells which executors are not known to compute as the first of them, to the bit: one for each
 * kind of arithmetic, and no kind twice.
 */
public final class OtherArithmetic {
  private final BlasSurvey.Answer first;
  private final Set<String> asked = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private final List<String> atStart;

  /**
   * With the executors that are there at the start.
   *
   * @param executors their answers, at least one
   */
  public OtherArithmetic(List<BlasSurvey.Answer> executors) {
    first = executors.get(0);
    asked.add(first.executor());
    atStart = List.copyOf(among(executors, "executor %s".formatted(first.executor())));
  }

  /** Of those that are there at the start, a line each. */
  public List<String> atStart() {
    return atStart;
  }

  /**
   * Of those that came later, a line each.
   *
   * @param executors that have answered now; those that did before are not looked at again
   */
  public List<String> later(List<BlasSurvey.Answer> executors) {
    return among(
        executors, "executor %s, on which the training began,".formatted(first.executor()));
  }

  private List<String> among(List<BlasSurvey.Answer> executors, String before) {
    List<String> lines = new ArrayList<>();
    for (BlasSurvey.Answer answer : executors) {
      BlasDescription blas = answer.blas();
      if (asked.add(answer.executor())
          && !blas.sameArithmeticAs(first.blas())
          && told.add(blas.toString())) {
        lines.add(
            "executor %s on %s computes with %s, %s with %s%s: the model's bits may depend on which executor computes what"
                .formatted(
                    answer.executor(),
                    answer.host(),
                    blas,
                    before,
                    first.blas(),
                    blas.equals(first.blas()) ? ", which need not be the same" : ""));
      }
    }
    return lines;
  }
}
