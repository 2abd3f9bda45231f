package io.kindling.driver.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.blas.BlasDescription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of executors that come later; {@code EpochLinesTest} has what is at the start. */
class OtherArithmeticTest {
  private static final String LIBRARY = "libblas.so (SHA-256 01234567…), CPU kernel ";

  private static BlasSurvey.Answer answer(String executor, String kernel) {
    return new BlasSurvey.Answer(
        executor,
        "host" + executor,
        new BlasDescription(true, "libblas.so", "/a", "0123456789ab", kernel, List.of()),
        0);
  }

  private static OtherArithmetic after(BlasSurvey.Answer... start) {
    return new OtherArithmetic(List.of(start));
  }

  @Test
  void whoComesWithTheSameArithmeticIsNotToldOf() {
    assertEquals(
        List.of(),
        after(answer("1", "ZEN")).later(List.of(answer("1", "ZEN"), answer("2", "ZEN"))));
  }

  @Test
  void whoComesWithAnotherIsToldOfWithWhatTrainingBeganWith() {
    assertEquals(
        List.of(
            "executor 2 on host2 computes with "
                + LIBRARY
                + "HASWELL, executor 1, on which the training began, with "
                + LIBRARY
                + "ZEN: the model's bits may depend on which executor computes what"),
        after(answer("1", "ZEN")).later(List.of(answer("1", "ZEN"), answer("2", "HASWELL"))));
  }

  @Test
  void aKindOfArithmeticIsToldOfOnce() {
    OtherArithmetic other = after(answer("1", "ZEN"), answer("2", "CORE2"));
    assertEquals(1, other.later(List.of(answer("3", "HASWELL"), answer("4", "HASWELL"))).size());
    assertEquals(List.of(), other.later(List.of(answer("5", "HASWELL"), answer("6", "CORE2"))));
  }

  @Test
  void anExecutorOfWhichTooLittleIsKnownIsNotComparedWithItself() {
    OtherArithmetic other = after(answer("1", "unknown"));
    assertEquals(List.of(), other.later(List.of(answer("1", "unknown"))));
    assertEquals(
        List.of(
            "executor 2 on host2 computes with "
                + LIBRARY
                + "unknown, executor 1, on which the training began, with "
                + LIBRARY
                + "unknown, which need not be the same: the model's bits may depend on which"
                + " executor computes what"),
        other.later(List.of(answer("1", "unknown"), answer("2", "unknown"))));
  }
}
