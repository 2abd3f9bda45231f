package io.kindling.submit.config;

import io.kindling.driver.data.TrainingData;
import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormats;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code data} declares in a config file. A data set is {@code {format: csv, path: …, label:
 * …}} or another of the {@link SourceFormats}; {@code label} may be a list of columns, and {@code
 * weight} names one.
 *
 * @param rows to train and to validate on, and how their columns are to be taken
 * @param scale of the features
 * @param labelScale of the targets of a regression
 */
record DataSection(TrainingData rows, ScaleMode scale, ScaleMode labelScale) {
  /** Reads it; paths are relative to the config file, or any Hadoop URI. */
  static DataSection read(Setting section, ConfigFile file) {
    Fields fields = section.fields();
    TrainingData rows = readRows(fields, file).withColumns(readColumns(fields));
    ScaleMode scale = fields.optional("scale").map(ScaleMode::read).orElse(ScaleMode.NONE);
    ScaleMode labelScale =
        fields.optional("label_scale").map(ScaleMode::readForLabels).orElse(ScaleMode.NONE);
    fields.done();
    return new DataSection(rows, scale, labelScale);
  }

  private static TrainingData readRows(Fields fields, ConfigFile file) {
    RowSource train = readSource(fields.required("train"), file);
    Optional<Setting> validation = fields.optional("validation");
    if (validation.isEmpty()) {
      return TrainingData.of(train);
    }
    Fields ofValidation = validation.get().fields();
    Optional<Setting> split = ofValidation.optional("split");
    if (split.isEmpty()) {
      checkIsNoShare(validation.get());
      return TrainingData.of(train, readSource(validation.get(), file));
    }
    ofValidation.done();
    double share = split.get().number();
    if (!(share > 0 && share < 1)) {
      throw split.get().wrong("a share above 0 and below 1");
    }
    return TrainingData.split(train, share);
  }

  private static RowSource readSource(Setting rows, ConfigFile file) {
    return SourceFormats.read(rows, file::resolve);
  }

  /** Other programs call the share a fraction, or a size. */
  private static void checkIsNoShare(Setting validation) {
    Map<String, Setting> entries = validation.entriesByName();
    if (entries.size() == 1 && entries.values().iterator().next().isNumber()) {
      throw InvalidInputException.at(
          validation.place(),
          validation.inline(),
          "{split: SHARE} of the training rows, or a path as of those");
    }
  }

  private static FeatureColumns readColumns(Fields fields) {
    return new FeatureColumns(
        fields.optional("columns").map(ColumnKind::readByName).orElse(Map.of()),
        fields.optional("features").map(Setting::textOrTexts),
        fields.optional("exclude").map(list -> Set.copyOf(list.textOrTexts())).orElse(Set.of()),
        fields.optional("missing").map(MissingMode::read).orElse(MissingMode.ERROR),
        fields.optional("missing_values").map(list -> Set.copyOf(list.textOrTexts())),
        fields.optional("missing_label").map(DataSection::drops).orElse(false),
        List.of());
  }

  private static boolean drops(Setting unlabelled) {
    return switch (unlabelled.text()) {
      case "drop" -> true;
      case "error" -> false;
      default -> throw unlabelled.wrong("'drop' or 'error'");
    };
  }
}
