package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.tests.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of faults that is published. */
class FaultTableTest {
  @Test
  void itHasEachFaultOfTheMatrixWithTheWaysToTakeStepsInWhichItIsTried() throws IOException {
    List<String> lines = Files.readAllLines(Project.root().resolve("tests/README.md"));
    assertEquals(
        List.of(),
        Arrays.stream(Fault.values())
            .map(FaultTableTest::row)
            .filter(r -> !lines.contains(r))
            .toList());
  }

  private static String row(Fault fault) {
    return Arrays.stream(Engine.values())
        .map(engine -> fault.occursIn(engine) ? " same |" : " |")
        .collect(Collectors.joining("", "| %s |".formatted(fault), ""));
  }
}
