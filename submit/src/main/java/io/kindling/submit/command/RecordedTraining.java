package io.kindling.submit.command;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.model.PlainDifference;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.EarlyStopping;
import io.kindling.driver.training.TrainingBudget;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.predictor.model.Provenance;
import io.kindling.submit.config.ConfigSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The training that a model comes from, as far as its manifest tells it.
 *
 * @param provenance what the manifest says
 * @param config by which it was declared
 * @param epoch after which the parameters are the model's
 * @param sync what was declared, or chosen by measuring
 * @param changes made on its way when it went on, a line each
 */
record RecordedTraining(
    Provenance provenance, ConfigSource config, int epoch, SyncPolicy sync, List<String> changes) {
  /** Where the manifest keeps the config. */
  static final String CONFIG = "config";

  private static final String EPOCH = "epoch";
  private static final String DATA = "data";

  /** What follows from the rest, or is of epochs that are not trained again. */
  private static final Set<String> NOT_COMPARED = Set.of("monitor", "setbacks", "changes", EPOCH);

  /**
   * Reads it.
   *
   * @param folder of the model
   * @throws InvalidInputException when the manifest does not tell enough, as those of earlier
   *     versions and of trainings without a config file do
   */
  static RecordedTraining of(String folder, Provenance provenance) {
    String place = folder + "/" + ModelFiles.MANIFEST + ": training";
    List<String> missing =
        List.of(CONFIG, EPOCH, DATA).stream()
            .filter(key -> !provenance.values().containsKey(key))
            .toList();
    if (!missing.isEmpty()) {
      throw InvalidInputException.at(
          place,
          "no " + String.join(", no ", missing),
          "what 'kindling train' of this version records, to train the model again");
    }
    Fields fields = Setting.of(place, provenance.values()).fields();
    return new RecordedTraining(
        provenance,
        ConfigSource.read(fields.required(CONFIG)),
        fields.required(EPOCH).wholeNumber(),
        fields.optional("sync").map(SyncPolicy.CATALOGUE::read).orElseGet(EveryStep::new),
        fields.optional("changes").map(Setting::texts).orElse(List.of()));
  }

  /**
   * What gives the same parameters: the declared training up to the model's epoch, with the sync
   * policy that was chosen if it was chosen by measuring. No validation decides, since it is known
   * which epoch is wanted.
   */
  TrainingSpec again(TrainingSpec declared) {
    return declared.with(sync).with(EarlyStopping.NONE).with(TrainingBudget.epochs(epoch));
  }

  /** In what another training is not as this one. */
  List<PlainDifference> differences(Provenance again) {
    return PlainDifference.between(compared(provenance), compared(again));
  }

  private static Map<String, Object> compared(Provenance training) {
    Map<String, Object> values = new LinkedHashMap<>(training.values());
    values.keySet().removeAll(NOT_COMPARED);
    return values;
  }
}
