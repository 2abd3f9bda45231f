package io.kindling.partitioning.table;

import io.kindling.predictor.table.RawBlock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * Blocks that are read on this machine, without Spark, anew each time.
 *
 * @param parts as Spark would divide the source, in the order of the rows
 */
public record LocalBlocks(List<Part> parts) implements Blocks {
  /** Copies. */
  public LocalBlocks {
    parts = List.copyOf(parts);
  }

  /** A part of a source. */
  @FunctionalInterface
  public interface Part {
    /** Begins reading it. */
    Reader open();
  }

  /** Reads the blocks of a part. */
  public interface Reader extends Iterator<RawBlock>, AutoCloseable {
    @Override
    void close();
  }

  @Override
  public <T> List<T> collect(FlatMapFunction<Iterator<RawBlock>, T> look) {
    return parts.parallelStream().map(part -> found(part, look)).toList().stream()
        .flatMap(List::stream)
        .toList();
  }

  private static <T> List<T> found(Part part, FlatMapFunction<Iterator<RawBlock>, T> look) {
    List<T> found = new ArrayList<>();
    try (Reader blocks = part.open()) {
      look.call(blocks).forEachRemaining(found::add);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // Spark's interface declares it
      throw new IllegalStateException(e);
    }
    return found;
  }
}
