package io.kindling.partitioning.source.idx;

import io.kindling.partitioning.table.BlockIterator;
import io.kindling.partitioning.table.LocalBlocks;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** The blocks of a range of rows. */
final class IdxBlocks extends BlockIterator implements LocalBlocks.Reader {
  /**
   * The position of row 0 of the features where there are labels too: rows are numbered in the file
   * of the labels then.
   */
  static final long FEATURES = 1L << 32;

  private final IdxFile features;
  private final @Nullable IdxFile labels;
  private final List<RawColumn> columns;
  private final CellRules rules;
  private final IdxRange range;
  private final IdxRows images;
  private final @Nullable IdxRows targets;
  private int next;

  IdxBlocks(
      Configuration configuration,
      IdxFile features,
      @Nullable IdxFile labels,
      List<RawColumn> columns,
      CellRules rules,
      IdxRange range) {
    this.features = features;
    this.labels = labels;
    this.columns = columns;
    this.rules = rules;
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

  @Override
  public void close() {
    images.close();
    if (targets != null) {
      targets.close();
    }
  }
}
