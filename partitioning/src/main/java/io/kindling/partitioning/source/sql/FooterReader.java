package io.kindling.partitioning.source.sql;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads what a file says of itself. */
interface FooterReader {
  Footer read(Configuration configuration, Path file) throws IOException;
}
