package io.kindling.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.fixture.TinyModel;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a model hands out cannot change it. */
final class TrainedModelTest {
  @Test
  void changingTheParametersItHandsOutLeavesTheModelAsItWas() {
    TrainedModel model = TinyModel.plain(1);
    String before = model.sha256();
    Arrays.fill(model.parameters(), 0f);
    assertEquals(before, model.sha256());
  }

  @Test
  void whatAModelCameAboutByCannotBeChanged() {
    Map<String, Object> values = TinyModel.plain(1).provenance().values();
    assertThrows(UnsupportedOperationException.class, () -> values.put("seed", 2));
  }

  @Test
  void provenanceKeepsNothingOfWhatItWasMadeFrom() {
    List<Object> inner = new ArrayList<>(List.of(1));
    Map<String, Object> values = new LinkedHashMap<>(Map.of("outer", Map.of("inner", inner)));
    Provenance provenance = new Provenance(values);
    inner.add(2);
    values.put("more", 3);
    assertEquals(Map.of("outer", Map.of("inner", List.of(1))), provenance.values());
  }

  @Test
  void listsInProvenanceCannotBeChangedEither() {
    Provenance provenance = new Provenance(Map.of("list", new ArrayList<>(List.of(1))));
    if (!(provenance.values().get("list") instanceof List<?> list)) {
      throw new AssertionError(provenance);
    }
    assertThrows(UnsupportedOperationException.class, () -> list.remove(0));
  }

  @Test
  void provenanceTakesPlainValuesOnly() {
    assertThrows(
        IllegalArgumentException.class, () -> new Provenance(Map.of("array", new float[1])));
  }
}
