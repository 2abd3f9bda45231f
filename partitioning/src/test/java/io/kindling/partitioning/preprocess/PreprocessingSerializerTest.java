package io.kindling.partitioning.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.preprocess.ScaleMode;
import java.nio.file.Path;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Categories, packed rows and transforms that travel. */
class PreprocessingSerializerTest {
  @ParameterizedTest
  @ValueSource(classes = {JavaSerializer.class, KryoSerializer.class})
  void everySerializerGivesTheSameInputs(
      Class<? extends Serializer> serializer, @TempDir Path folder) {
    assertEquals(
        MixedTable.inputs(0, -1, 0, 0, 1),
        LocalSpark.under(
            serializer,
            context -> MixedTable.inputs(context, folder, ScaleMode.STANDARDIZE, 12, 3)));
  }
}
