package io.kindling.partitioning.source.idx;

import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Reads a range of rows from a pair of IDX files, in a task. */
final class IdxReader implements FlatMapFunction<IdxRange, RawBlock> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final IdxFile features;
  private final @Nullable IdxFile labels;
  private final List<RawColumn> columns;
  private final CellRules rules;

  IdxReader(
      Broadcast<SerializableConfiguration> hadoop,
      IdxFile features,
      @Nullable IdxFile labels,
      List<RawColumn> columns,
      CellRules rules) {
    this.hadoop = hadoop;
    this.features = features;
    this.labels = labels;
    this.columns = columns;
    this.rules = rules;
  }

  @Override
  public Iterator<RawBlock> call(IdxRange range) {
    IdxBlocks blocks =
        new IdxBlocks(hadoop.value().value(), features, labels, columns, rules, range);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> blocks.close());
    return blocks;
  }
}
