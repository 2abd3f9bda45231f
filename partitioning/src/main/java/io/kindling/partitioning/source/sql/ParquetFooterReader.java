package io.kindling.partitioning.source.sql;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Of Parquet: a row group is read with the split that its middle is in. */
final class ParquetFooterReader implements FooterReader {
  @Override
  public Footer read(Configuration configuration, Path file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      ParquetMetadata metadata = reader.getFooter();
      Map<String, String> unread = unread(configuration, metadata);
      Footer.Builder footer = new Footer.Builder();
      for (Type field : metadata.getFileMetaData().getSchema().getFields()) {
        String name = field.getName();
        footer.column(name, words(field) + unread.getOrDefault(name, ""));
      }
      for (BlockMetaData group : metadata.getBlocks()) {
        footer.group(group.getStartingPos() + group.getCompressedSize() / 2, group.getRowCount());
      }
      return footer.build();
    }
  }

  /** Out of the columns alone, without what Spark has written beside them. */
  @Override
  public StructType schema(SparkSession session, Configuration configuration, Path file)
      throws IOException {
    ParquetToSparkSchemaConverter converter =
        new ParquetToSparkSchemaConverter(session.sessionState().conf());
    StructType schema = new StructType();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      ParquetMetadata metadata = reader.getFooter();
      Map<String, String> unread = unread(configuration, metadata);
      for (Type field : metadata.getFileMetaData().getSchema().getFields()) {
        String why = unread.get(field.getName());
        schema =
            schema.add(
                why == null
                    ? column(converter, field)
                    : StoredField.unread(field.getName(), words(field) + why));
      }
    }
    return schema;
  }

  /** Why columns are not read, by their names: what they are packed with is not there. */
  private static Map<String, String> unread(Configuration configuration, ParquetMetadata metadata) {
    Map<String, String> unread = new HashMap<>();
    for (BlockMetaData group : metadata.getBlocks()) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        String column = chunk.getPath().toArray()[0];
        String codec = chunk.getCodec().getHadoopCompressionCodecClassName();
        if (codec != null && configuration.getClassByNameOrNull(codec) == null) {
          unread.put(
              column, ", compressed by %s, whose codec is missing".formatted(chunk.getCodec()));
        } else if (chunk.getEncodings().contains(Encoding.BYTE_STREAM_SPLIT)) {
          unread.put(column, ", encoded by BYTE_STREAM_SPLIT, which Spark lacks");
        }
      }
    }
    return unread;
  }

  /** Each by itself, since of those of a type that it has not, Spark refuses all. */
  private static StructField column(ParquetToSparkSchemaConverter converter, Type field) {
    if (field.getLogicalTypeAnnotation() instanceof UnknownLogicalTypeAnnotation
        && !field.isRepetition(Type.Repetition.REPEATED)) {
      return StoredField.nothing(field.getName());
    }
    if (field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
        && time.getUnit() == TimeUnit.NANOS
        && !field.isRepetition(Type.Repetition.REPEATED)) {
      return StoredField.nanos(field.getName(), time.isAdjustedToUTC());
    }
    try {
      return converter.convert(new MessageType("column", field)).apply(0);
    } catch (Exception e) { // Spark does not declare what it throws
      if (e instanceof SparkThrowable) {
        return StoredField.unread(field.getName(), words(field));
      }
      throw e;
    }
  }

  /** Whether values may be missing is left out: files differ in it by their writers. */
  private static String words(Type field) {
    if (!field.isPrimitive()) {
      return field.toString().replaceAll("optional |required |\\s+", " ").trim();
    }
    LogicalTypeAnnotation logical = field.getLogicalTypeAnnotation();
    String type = field.asPrimitiveType().getPrimitiveTypeName().name().toLowerCase(Locale.ROOT);
    return logical == null ? type : type + " " + logical;
  }
}
