package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.submit.config.RunConfig;
import io.kindling.tests.Project;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample images and JSON lines are learnt, and are what their generators make. */
class SampleConfigsTest {
  @ParameterizedTest
  @ValueSource(strings = {"shapes.yaml", "fruit.yaml"})
  void aSampleIsLearnt(String config) {
    RunConfig run = RunConfig.read(Project.sampleData().resolve(config), Map.of());
    List<Double> accuracies = new ArrayList<>();
    try (JavaSparkContext context = Contexts.start("local[2]")) {
      Trainer.on(context)
          .data(run.data())
          .listener(
              event -> {
                if (event instanceof TrainingEvent.EpochCompleted epoch) {
                  accuracies.add(epoch.validation().orElseThrow().getOrDefault("accuracy", 0.0));
                }
              })
          .build(run.training())
          .train();
    }
    double last = accuracies.get(accuracies.size() - 1);
    assertTrue(last >= 0.95, () -> config + " reached " + last);
  }

  @Test
  void theShapesAreMadeAgain(@TempDir Path folder) throws IOException, InterruptedException {
    generate("GenerateShapes.java", folder);
    assertEquals(pixels(Project.sampleData().resolve("shapes")), pixels(folder.resolve("shapes")));
  }

  @Test
  void theFruitAreMadeAgain(@TempDir Path folder) throws IOException, InterruptedException {
    generate("GenerateFruit.java", folder);
    assertEquals(
        Files.readString(Project.sampleData().resolve("fruit.jsonl")),
        Files.readString(folder.resolve("fruit.jsonl")));
  }

  private static void generate(String program, Path folder)
      throws IOException, InterruptedException {
    JavaProgram.run(Project.sampleData().resolve(program), folder.toString());
  }

  /** The pixels of each image in a folder of folders, by its path. */
  private static List<String> pixels(Path folder) throws IOException {
    List<String> pixels = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        BufferedImage image = ImageIO.read(file.toFile());
        int[] grey =
            image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
        pixels.add(folder.relativize(file) + ": " + java.util.Arrays.toString(grey));
      }
    }
    return pixels;
  }
}
