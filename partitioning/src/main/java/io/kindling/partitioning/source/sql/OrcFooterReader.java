package io.kindling.partitioning.source.sql;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.StripeInformation;
import org.apache.orc.TypeDescription;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.datasources.orc.OrcUtils;
import org.apache.spark.sql.types.StructType;

/** Of ORC: a stripe is read with the split that its first byte is in. */
final class OrcFooterReader implements FooterReader {
  @Override
  public Footer read(Configuration configuration, Path file) throws IOException {
    try (Reader reader = OrcFile.createReader(file, OrcFile.readerOptions(configuration))) {
      TypeDescription schema = reader.getSchema();
      Footer.Builder footer = new Footer.Builder();
      for (int i = 0; i < schema.getFieldNames().size(); i++) {
        footer.column(schema.getFieldNames().get(i), schema.getChildren().get(i).toString());
      }
      for (StripeInformation stripe : reader.getStripes()) {
        footer.group(stripe.getOffset(), stripe.getNumberOfRows());
      }
      return footer.build();
    }
  }

  @Override
  public StructType schema(SparkSession session, Configuration configuration, Path file)
      throws IOException {
    try (Reader reader = OrcFile.createReader(file, OrcFile.readerOptions(configuration))) {
      return OrcUtils.toCatalystSchema(reader.getSchema());
    }
  }
}
