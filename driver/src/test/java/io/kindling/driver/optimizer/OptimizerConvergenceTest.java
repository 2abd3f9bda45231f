package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Cosine;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Optimizers × surfaces: a new optimizer is three new rows. */
final class OptimizerConvergenceTest {
  private static final Optimizer ADADELTA = new Adadelta(new Cosine(1), 0.9, 1e-5, 0);

  static Stream<Arguments> table() {
    return Stream.of(
        arguments(new Sgd(0.1), Surface.QUADRATIC, 50, 1e-3),
        arguments(new Sgd(0.002), Surface.ROSENBROCK, 5000, 1e-2),
        arguments(new Sgd(1), Surface.LOGISTIC, 100, 0.43),
        arguments(new Momentum(0.02, 0.8), Surface.QUADRATIC, 100, 1e-3),
        arguments(new Momentum(0.0005, 0.9), Surface.ROSENBROCK, 2000, 1e-2),
        arguments(new Momentum(0.1, 0.9), Surface.LOGISTIC, 100, 0.43),
        arguments(new Rmsprop(0.02, 0.9, 1e-8), Surface.QUADRATIC, 200, 1e-3),
        arguments(new Rmsprop(0.001, 0.9, 1e-8), Surface.ROSENBROCK, 5000, 1e-2),
        arguments(new Rmsprop(0.05, 0.9, 1e-8), Surface.LOGISTIC, 100, 0.43),
        arguments(new Adam(0.2), Surface.QUADRATIC, 100, 1e-3),
        arguments(new Adam(0.02), Surface.ROSENBROCK, 2000, 1e-2),
        arguments(new Adam(0.1), Surface.LOGISTIC, 100, 0.43),
        arguments(new Nesterov(0.02, 0.8), Surface.QUADRATIC, 100, 1e-3),
        arguments(new Nesterov(0.0005, 0.9), Surface.ROSENBROCK, 2000, 1e-2),
        arguments(new Nesterov(0.1, 0.9), Surface.LOGISTIC, 100, 0.43),
        arguments(new Adagrad(1), Surface.QUADRATIC, 100, 1e-3),
        arguments(new Adagrad(0.3), Surface.ROSENBROCK, 5000, 1e-2),
        arguments(new Adagrad(0.5), Surface.LOGISTIC, 100, 0.43),
        arguments(ADADELTA, Surface.QUADRATIC, 2000, 1e-3),
        arguments(ADADELTA, Surface.ROSENBROCK, 5000, 1e-2),
        arguments(ADADELTA, Surface.LOGISTIC, 500, 0.43),
        arguments(new Adamw(new Constant(0.2), 0.9, 0.999, 1e-8, 0), Surface.QUADRATIC, 100, 1e-3),
        arguments(
            new Adamw(new Constant(0.02), 0.9, 0.999, 1e-8, 0), Surface.ROSENBROCK, 2000, 1e-2),
        arguments(new Adamw(new Constant(0.1), 0.9, 0.999, 1e-8, 0), Surface.LOGISTIC, 100, 0.43),
        arguments(new Adamax(0.2), Surface.QUADRATIC, 100, 1e-3),
        arguments(new Adamax(0.02), Surface.ROSENBROCK, 4000, 1e-2),
        arguments(new Adamax(0.1), Surface.LOGISTIC, 100, 0.43),
        arguments(new Nadam(0.2), Surface.QUADRATIC, 100, 1e-3),
        arguments(new Nadam(0.02), Surface.ROSENBROCK, 2000, 1e-2),
        arguments(new Nadam(0.1), Surface.LOGISTIC, 100, 0.43),
        arguments(new Radam(0.2), Surface.QUADRATIC, 200, 1e-3),
        arguments(new Radam(0.003), Surface.ROSENBROCK, 10000, 1e-2),
        arguments(new Radam(0.1), Surface.LOGISTIC, 200, 0.43),
        arguments(new Lars(new Cosine(20), 0.9, 0.001, 0), Surface.QUADRATIC, 1000, 1e-3),
        arguments(new Lars(new Cosine(1), 0.9, 0.001, 0), Surface.ROSENBROCK, 5000, 1e-2),
        arguments(new Lars(new Cosine(20), 0.9, 0.001, 0), Surface.LOGISTIC, 200, 0.43),
        arguments(new Lamb(0.05), Surface.QUADRATIC, 300, 1e-3),
        arguments(new Lamb(new Cosine(0.02), 0.9, 0.999, 1e-6, 0), Surface.ROSENBROCK, 5000, 1e-2),
        arguments(new Lamb(0.05), Surface.LOGISTIC, 200, 0.43));
  }

  @ParameterizedTest
  @MethodSource("table")
  void theLossIsReachedInTime(Optimizer optimizer, Surface surface, int steps, double target) {
    double loss = surface.lossAfter(steps, optimizer);
    assertTrue(loss <= target, "the loss is %s, expected at most %s".formatted(loss, target));
  }

  @Test
  void everyOptimizerOfTheCatalogueIsInTheTable() {
    Set<String> missing = new TreeSet<>(Optimizer.CATALOGUE.names());
    missing.removeAll(
        table()
            .map(row -> Optimizer.CATALOGUE.nameOf((Optimizer) row.get()[0]))
            .collect(Collectors.toSet()));
    assertEquals(Set.of(), missing);
  }
}
