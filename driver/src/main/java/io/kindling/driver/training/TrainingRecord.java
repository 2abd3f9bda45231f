package io.kindling.driver.training;

import io.kindling.driver.sync.SyncPolicy;
import io.kindling.predictor.model.Provenance;

/**
 * What the states and the models of a training say of it.
 *
 * @param sync what is declared, or what was chosen by measuring
 * @param identity what is trained, on what
 * @param provenance of the models, but for the epoch whose parameters they have
 */
record TrainingRecord(SyncPolicy sync, TrainingIdentity identity, Provenance provenance) {}
