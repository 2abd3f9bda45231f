package io.kindling.partitioning.table;

import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.BlockKey;
import io.kindling.predictor.table.LeftOut;
import io.kindling.predictor.table.RawBlock;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a block is, without its rows. Travels, under Kryo too, hence no record. */
public final class BlockSummary implements Serializable {
  private static final long serialVersionUID = 1L;

  private final BlockKey key;
  private final int rows;
  private final long checksum;
  private final @Nullable BadRow bad;
  private final LeftOut[] leftOut;

  BlockSummary(RawBlock block) {
    this.key = block.key();
    this.rows = block.rows();
    this.checksum = block.checksum();
    this.bad = block.bad();
    this.leftOut = block.leftOut().toArray(LeftOut[]::new);
  }

  /** Where it stands. */
  public BlockKey key() {
    return key;
  }

  /** How many rows it has. */
  public int rows() {
    return rows;
  }

  /** The checksum of its rows. */
  public long checksum() {
    return checksum;
  }

  /** What its rows have that belongs to no column. */
  public List<LeftOut> leftOut() {
    return List.of(leftOut);
  }

  /** The row that ended it, if one did. */
  public @Nullable BadRow bad() {
    return bad;
  }
}
