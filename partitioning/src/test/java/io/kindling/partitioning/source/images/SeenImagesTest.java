package io.kindling.partitioning.source.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.CellRules;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SeenImagesTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(image, "png", folder.resolve("a.png").toFile());
  }

  @Test
  void theSizeIsThatOfAModelAndOtherwiseThatOfTheFirstImage() {
    assertEquals(List.of(2, 3, 3), shape(CellRules.NONE));
    assertEquals(List.of(5, 7, 1), shape(CellRules.NONE.withShape(Shape.image(5, 7, 1))));
    assertEquals(List.of(2, 3, 3), shape(CellRules.NONE.withShape(Shape.vector(35))));
  }

  /** Such as those of IDX files, which may have any number of channels. */
  @Test
  void aModelOfOtherChannelsThanImagesHaveIsToldInOneLine() {
    CellRules rules = CellRules.NONE.withShape(Shape.image(5, 7, 4));
    assertEquals(
        folder
            + ": found images, which have 1 or 3 channels, expected rows of 5×7×4, as the model"
            + " takes",
        assertThrows(InvalidInputException.class, () -> shape(rules)).getMessage());
  }

  private List<Integer> shape(CellRules rules) {
    return new SeenImages(folder.toString())
        .open(SPARK.context(), rules)
        .columns()
        .get(0)
        .shape()
        .dimensions();
  }
}
