package io.kindling.partitioning.source.idx;

import io.kindling.partitioning.table.BlockIterator;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Reads a range of rows from a pair of IDX files, in a task. */
final class IdxReader implements FlatMapFunction<IdxRange, RawBlock> {
  /**
   * The position of row 0 of the features where there are labels too: rows are numbered in the file
   * of the labels then.
   */
  static final long FEATURES = 1L << 32;

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
    return new Blocks(range);
  }

  private final class Blocks extends BlockIterator {
    private final IdxRange range;
    private final IdxRows images;
    private final @Nullable IdxRows targets;
    private int next;

    Blocks(IdxRange range) {
      Configuration configuration = hadoop.value().value();
      this.range = range;
      this.next = range.from();
      this.images = new IdxRows(configuration, features, next, labels == null ? 0 : FEATURES);
      this.targets = labels == null ? null : new IdxRows(configuration, labels, next, 0);
    }

    @Override
    protected BlockBuilder builder() {
      String unit = labels == null ? features.name() : labels.name();
      return new BlockBuilder(unit, range.from(), columns, rules);
    }

    @Override
    protected boolean readRows(BlockBuilder builder) throws UnreadableRowException {
      if (next == range.to()) {
        if (next == features.header().rows()) {
          images.end(next);
          if (targets != null) {
            targets.end(next);
          }
        }
        return false;
      }
      builder.bytes(0, images.read(next));
      if (targets != null) {
        builder.number(1, targets.read(next)[0] & 0xff);
      }
      builder.endRow(next++);
      return true;
    }
  }
}
