package io.kindling.partitioning.shard;

import io.kindling.partitioning.table.RowPlace;
import io.kindling.predictor.table.RawBlock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Finds the place of the row of a rank. */
final class FindRow implements FlatMapFunction<Iterator<RawBlock>, RowPlace> {
  private static final long serialVersionUID = 1L;

  private final RowRanks ranks;
  private final BlockIndex index;
  private final long wanted;

  FindRow(RowRanks ranks, BlockIndex index, long wanted) {
    this.ranks = ranks;
    this.index = index;
    this.wanted = wanted;
  }

  @Override
  public Iterator<RowPlace> call(Iterator<RawBlock> blocks) {
    List<RowPlace> found = new ArrayList<>();
    while (blocks.hasNext() && found.isEmpty()) {
      RawBlock block = blocks.next();
      int place = index.find(block.key());
      if (place >= 0) {
        ranks.visit(
            block,
            place,
            (cells, row, rank) -> {
              if (rank == wanted) {
                found.add(new RowPlace(block.key(), block.position(row)));
              }
            });
      }
    }
    return found.iterator();
  }
}
