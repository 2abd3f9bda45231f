package io.kindling.submit.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.submit.report.Records;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a report says of what went wrong. */
final class AdviceTest {
  private static final double[][] GOOD = {
    {0.9, 0.8}, {0.5, 0.5}, {0.3, 0.4}, {0.29, 0.39}, {0.289, 0.3899}
  };

  private static List<String> said(ObjectNode run) {
    return Advice.of(run).stream().map(advice -> String.valueOf(advice.get("what"))).toList();
  }

  @Test
  void aTrainingThatWentWellHasNothingToSay() {
    assertEquals(List.of("Nothing stands out."), said(Records.run(GOOD)));
  }

  @Test
  void aValidationLossThatRisesWhileTheOtherFallsIsOverfitting() {
    ObjectNode run =
        Records.run(new double[][] {{0.9, 0.8}, {0.5, 0.5}, {0.3, 0.6}, {0.2, 0.7}, {0.1, 0.9}});
    assertEquals(List.of("It overfits after epoch 2:"), said(run));
    String help = String.valueOf(Advice.of(run).get(0).get("help"));
    assertTrue(help.contains("rose from 0.5000 to 0.9000"), help);
    assertTrue(help.contains("training.monitor keeps the best epoch"), help);
  }

  @Test
  void aLossThatStillFallsCallsForMoreEpochsOnceItHasEnded() {
    ObjectNode run = Records.run(new double[][] {{0.9, 0.8}, {0.5, 0.5}, {0.3, 0.4}, {0.2, 0.3}});
    assertEquals(List.of("It was still getting better when it ended:"), said(run));
    assertEquals(List.of("Nothing stands out."), said(run.put("state", "running")));
  }

  @Test
  void aLossThatDoesNotFallIsSaid() {
    ObjectNode run = Records.run(new double[][] {{0.9, 0.8}, {0.9, 0.8}, {0.9, 0.8}});
    assertEquals(List.of("The training loss hardly falls."), said(run));
  }

  @Test
  void withoutValidationRowsItIsNotKnownHowGoodTheModelIs() {
    ObjectNode run = Records.run(GOOD).put("validation_rows", 0);
    assertEquals(List.of("No rows are held out,"), said(run));
  }

  @Test
  void unevenClassesAreSaidUnlessTheyAreWeighted() {
    ObjectNode run = Records.run(GOOD);
    run.putObject("data").putArray("class_counts").add(1000).add(20);
    run.putObject("settings");
    assertEquals(List.of("Classes are uneven:"), said(run));
    run.putObject("settings").put("training.class_weights", "balanced");
    assertEquals(List.of("Nothing stands out."), said(run));
  }

  @Test
  void aLayerWithManyDeadUnitsIsNamed() {
    ObjectNode run = Records.run(GOOD);
    ((ObjectNode) run.path("epochs").path(4)).putObject("silent_units").put("2", 0.75).put("4", 0);
    assertEquals(List.of("75.0 % of the units of layer 2 are dead:"), said(run));
  }

  @Test
  void aLayerWhoseGradientVanishesOnTheWayBackIsNamed() {
    assertEquals(List.of("Layer 1 gets next to no gradient:"), said(withGradients(1e-9, 0.2)));
  }

  @Test
  void gradientsThatAreSmallEverywhereAreThoseOfATrainingThatIsThrough() {
    assertEquals(List.of("Nothing stands out."), said(withGradients(1e-9, 1e-8)));
  }

  private static ObjectNode withGradients(double... norms) {
    ObjectNode run = Records.run(GOOD);
    ArrayNode layers = ((ObjectNode) run.path("epochs").path(4)).putArray("layers");
    for (double norm : norms) {
      layers.addObject().put("position", layers.size()).put("gradient_norm", norm);
    }
    return run;
  }

  @Test
  void aTrainingThatDivergedIsToldWhatHelps() {
    ObjectNode run =
        Records.run(GOOD)
            .put("state", "failed")
            .put("failure", "training diverged: the loss became NaN at epoch 6, step 1");
    assertEquals("It diverged.", said(run).get(0));
  }

  @Test
  void warningsOfTheTrainingComeLast() {
    ObjectNode run = Records.run(GOOD).put("validation_rows", 0);
    run.withArray("warnings").add("labels far from 1");
    assertEquals(List.of("No rows are held out,", "Warning:"), said(run));
  }
}
