package io.kindling.partitioning.source.lines;

import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.UserPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/** Where the files' bytes are, so that Spark can read them there. */
final class PartHosts {
  private static final String NOWHERE = "localhost"; // what file systems say that do not know

  private PartHosts() {}

  /** The numbers of tasks from 0 on, each where the first bytes that it reads are. */
  static JavaRDD<Integer> numbers(JavaSparkContext context, List<List<FilePart>> tasks) {
    List<Tuple2<Integer, Seq<String>>> places = new ArrayList<>();
    for (List<FilePart> parts : tasks) {
      List<String> hosts = hosts(context.hadoopConfiguration(), parts.get(0));
      places.add(new Tuple2<>(places.size(), seq(hosts)));
    }
    ClassTag<Integer> tag = ClassTag.apply(Integer.class);
    return JavaRDD.fromRDD(context.sc().makeRDD(seq(places), tag), tag);
  }

  private static List<String> hosts(Configuration configuration, FilePart part) {
    Path path = new Path(part.path());
    try {
      BlockLocation[] blocks =
          InputFiles.fileSystem(configuration, path).getFileBlockLocations(path, part.start(), 1);
      return blocks == null || blocks.length == 0
          ? List.of()
          : Stream.of(blocks[0].getHosts()).filter(host -> !host.equals(NOWHERE)).toList();
    } catch (IOException | RuntimeException e) {
      throw InputFiles.unreadable(UserPath.shown(path), e);
    }
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toList();
  }
}
