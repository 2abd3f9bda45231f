package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.source.file.UserPath;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.StripeInformation;
import org.apache.orc.TypeDescription;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.datasources.orc.OrcUtils;
import org.apache.spark.sql.types.StructField;
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
      StructType schema = new StructType();
      List<String> names = reader.getSchema().getFieldNames();
      for (int i = 0; i < names.size(); i++) {
        schema = schema.add(column(file, names.get(i), reader.getSchema().getChildren().get(i)));
      }
      return schema;
    }
  }

  private static StructField column(Path file, String name, TypeDescription type) {
    try {
      return OrcUtils.toCatalystSchema(TypeDescription.createStruct().addField(name, type.clone()))
          .apply(0);
    } catch (Exception e) { // Spark does not declare what it throws
      boolean own = type.getAttributeNames().isEmpty(); // Spark itself says there what it wrote
      if (own && e instanceof SparkThrowable) { // and it reads none of the file
        throw InvalidInputException.at(
            UserPath.shown(file),
            "the column '%s' of %s"
                .formatted(Names.shortened(name), Names.shortened(type.toString())),
            "a file without it: Spark cannot read others");
      }
      throw e;
    }
  }
}
