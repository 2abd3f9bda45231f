package io.kindling.partitioning.source.images;

import io.kindling.partitioning.table.BlockIterator;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Reads images into blocks. */
final class ImageReader implements Function2<Integer, Iterator<ImageFile>, Iterator<RawBlock>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final List<RawColumn> columns;
  private final CellRules rules;

  ImageReader(
      Broadcast<SerializableConfiguration> hadoop, List<RawColumn> columns, CellRules rules) {
    this.hadoop = hadoop;
    this.columns = columns;
    this.rules = rules;
  }

  @Override
  public Iterator<RawBlock> call(Integer task, Iterator<ImageFile> files) {
    List<Integer> shape = columns.get(0).shape().dimensions();
    return new BlockIterator() {
      @Override
      protected BlockBuilder builder() {
        return new BlockBuilder("", task, columns, rules);
      }

      @Override
      protected boolean readRows(BlockBuilder builder) throws UnreadableRowException {
        if (!files.hasNext()) {
          return false;
        }
        ImageFile file = files.next();
        if (shape.size() > 1) { // and not skipped
          Pixels pixels =
              Pixels.of(ImageDecoder.decode(hadoop.value().value(), file), shape.get(2));
          builder.bytes(0, pixels.scaled(shape.get(0), shape.get(1)));
        }
        if (columns.size() > 1) {
          builder.text(1, file.label());
        }
        builder.endRow(file.number());
        return true;
      }
    };
  }
}
