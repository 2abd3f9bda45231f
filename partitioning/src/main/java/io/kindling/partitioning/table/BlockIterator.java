package io.kindling.partitioning.table;

import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.UnreadableRowException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one part of a source into blocks. Nothing is read before the first block is asked for. */
public abstract class BlockIterator implements Iterator<RawBlock> {
  private @Nullable RawBlock next;
  private boolean ended;

  /** Where the rows go. Asked for once. */
  protected abstract BlockBuilder builder();

  /**
   * Gives rows to the builder, at least one and at most as many as it has room for, and ends each.
   *
   * @return false when there is none
   * @throws UnreadableRowException when the next one cannot be read, after which no more rows are
   */
  protected abstract boolean readRows(BlockBuilder builder) throws UnreadableRowException;

  private @Nullable BlockBuilder builder;

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      next = read();
    }
    return next != null;
  }

  private @Nullable RawBlock read() {
    if (builder == null) {
      builder = builder();
    }
    try {
      while (!builder.isFull()) {
        if (!readRows(builder)) {
          ended = true;
          return builder.isEmpty() ? null : builder.build(null);
        }
      }
      return builder.build(null);
    } catch (UnreadableRowException e) {
      ended = true;
      return builder.build(e.row());
    }
  }

  @Override
  public RawBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RawBlock block = Objects.requireNonNull(next);
    next = null;
    return block;
  }
}
