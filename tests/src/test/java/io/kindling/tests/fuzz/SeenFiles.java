package io.kindling.tests.fuzz;

import io.kindling.partitioning.source.SeenSource;
import io.kindling.predictor.table.CellRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** Files of other formats, whose names do not tell which. */
record SeenFiles(JavaSparkContext context, List<Format> formats) implements Format {
  private static final String DATA = "data";

  @Override
  public String name() {
    return "seen";
  }

  @Override
  public List<Input> seeds() {
    return formats.stream()
        .flatMap(format -> format.seeds().stream())
        .filter(input -> !input.names().get(0).endsWith(".gz")) // which a name has to tell
        .map(SeenFiles::bare)
        .toList();
  }

  private static Input bare(Input input) {
    return Input.of(DATA, input.file(input.names().get(0)));
  }

  @Override
  public Input deep(Input seed, Mutator mutator) {
    Format format = mutator.oneOf(formats);
    return bare(format.deep(mutator.oneOf(format.seeds()), mutator));
  }

  @Override
  public Optional<String> read(Path folder) {
    return RowReading.all(context, new SeenSource(folder.resolve(DATA).toString()), CellRules.NONE);
  }
}
