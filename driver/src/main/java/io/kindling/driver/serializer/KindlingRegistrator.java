package io.kindling.driver.serializer;

import com.esotericsoftware.kryo.Kryo;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Tells Kryo of every class of Kindling's that travels or is cached, for contexts with {@code
 * spark.kryo.registrationRequired=true}. Name it in {@code spark.kryo.registrator}; the command
 * line does so by itself.
 */
public final class KindlingRegistrator implements KryoRegistrator {
  private static final String SERIALIZER = "spark.serializer";
  private static final String REQUIRED = "spark.kryo.registrationRequired";
  private static final String REGISTRATORS = "spark.kryo.registrator";

  /** By name, since most are for their own packages only. Kryo numbers them in this order. */
  private static final List<String> CLASSES =
      List.of(
          "[Ljava.lang.Integer;", // the numbers of a file's parts
          "java.util.ArrayList",
          "java.util.TreeSet",
          "[[F",
          "io.kindling.kernels.blas.BlasDescription",
          "io.kindling.kernels.metric.EvaluationSum",
          "io.kindling.kernels.gradient.GradientSum",
          "[Lio.kindling.kernels.gradient.GradientSum;",
          "io.kindling.kernels.gradient.LinePlaces",
          "io.kindling.kernels.gradient.TableLines",
          "[Lio.kindling.kernels.gradient.TableLines;",
          "io.kindling.kernels.gradient.TouchedValues",
          "[Lio.kindling.kernels.gradient.TouchedValues;",
          "io.kindling.kernels.reduction.TreeNode",
          "io.kindling.predictor.preprocess.FeatureScale",
          "io.kindling.partitioning.preprocess.DigitCounts",
          "io.kindling.partitioning.preprocess.FeatureStatistics",
          "io.kindling.predictor.preprocess.RowTransform",
          "io.kindling.predictor.preprocess.ScaleMode",
          "io.kindling.predictor.preprocess.Scaling",
          "io.kindling.predictor.preprocess.TargetScale",
          "io.kindling.partitioning.shard.ByteBlock",
          "io.kindling.partitioning.shard.CachedShards$Part",
          "io.kindling.partitioning.shard.ClassCounts",
          "io.kindling.partitioning.shard.FloatBlock",
          "io.kindling.partitioning.shard.RowsSummary",
          "io.kindling.partitioning.shard.Shard",
          "io.kindling.partitioning.shard.ShardChunk",
          "io.kindling.partitioning.shard.SparseBlock",
          "io.kindling.partitioning.source.images.ImageFile",
          "io.kindling.partitioning.source.rdd.FirstVector",
          "io.kindling.partitioning.source.sql.Footer",
          "io.kindling.partitioning.reading.CategoryCheck$NoCategory",
          "io.kindling.partitioning.reading.DateCheck$NoDate",
          "io.kindling.partitioning.reading.RowCount$Counted",
          "io.kindling.predictor.table.BadRow",
          "io.kindling.predictor.table.LeftOut",
          "[Lio.kindling.predictor.table.LeftOut;",
          "io.kindling.predictor.table.BlockKey",
          "io.kindling.partitioning.table.BlockSummary",
          "io.kindling.partitioning.table.CachedBlocks$Sized",
          "io.kindling.predictor.table.ByteChunk",
          "io.kindling.partitioning.table.ColumnSummary",
          "io.kindling.partitioning.table.MatrixSummary",
          "io.kindling.partitioning.table.MatrixSummary$Odd",
          "io.kindling.partitioning.table.Places",
          "io.kindling.predictor.table.NumberChunk",
          "io.kindling.predictor.table.RawBlock",
          "io.kindling.partitioning.table.PlacedText",
          "io.kindling.partitioning.table.RowPlace",
          "io.kindling.predictor.table.SkippedChunk",
          "io.kindling.predictor.table.SparseChunk",
          "io.kindling.partitioning.table.TableScan$Part",
          "io.kindling.predictor.table.TextChunk",
          "io.kindling.predictor.table.VectorChunk",
          "[Lio.kindling.predictor.table.ColumnChunk;",
          "io.kindling.driver.diagnosis.BlasSurvey$Answer",
          "io.kindling.driver.aggregation.FirstNonFinite",
          "io.kindling.driver.aggregation.GradientSums",
          "io.kindling.driver.aggregation.ModelRuntime",
          "io.kindling.driver.aggregation.Parameters",
          "io.kindling.driver.aggregation.ParameterChanges",
          "io.kindling.kernels.network.UnitActivity",
          "io.kindling.predictor.scoring.Prediction",
          "io.kindling.driver.evaluation.ShardMeasures",
          "io.kindling.driver.explanation.InputSums",
          "io.kindling.driver.explanation.PermutedSums",
          "io.kindling.driver.explanation.PermutedValues",
          "io.kindling.driver.explanation.PermutedValues$ShardValues",
          "io.kindling.driver.insight.DataLook",
          "io.kindling.driver.insight.RowSample",
          "io.kindling.driver.insight.SampledRow",
          "io.kindling.predictor.scoring.CompiledModel",
          "io.kindling.predictor.scoring.ScoringModel",
          "io.kindling.driver.resident.Crews",
          "io.kindling.driver.optimizer.ReplicaSum");

  /** Adds this registrator to {@code conf} where Kryo is to serialise and wants to know classes. */
  public static void addWhereRequired(SparkConf conf) {
    String name = KindlingRegistrator.class.getName();
    String others = conf.get(REGISTRATORS, "");
    if (conf.get(SERIALIZER, "").endsWith(".KryoSerializer")
        && conf.getBoolean(REQUIRED, false)
        && !List.of(others.split(" *, *", -1)).contains(name)) {
      conf.set(REGISTRATORS, others.isEmpty() ? name : others + "," + name);
    }
  }

  @Override
  public void registerClasses(Kryo kryo) {
    for (String name : CLASSES) {
      try {
        kryo.register(Class.forName(name, false, KindlingRegistrator.class.getClassLoader()));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("no class " + name, e);
      }
    }
  }
}
