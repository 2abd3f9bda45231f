package io.kindling.driver.tensorboard;

import io.kindling.driver.model.OutputFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.partitioning.source.file.UserPath;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Syncable;

/**
 * A file of events, each a record of TFRecord's form: its length as 8 bytes, a checksum of these,
 * the event, a checksum of it. A file that breaks off has whole records up to there.
 */
final class EventFile implements AutoCloseable {
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  private final FileSystem system;
  private final Path file;
  private final OutputStream out;

  private EventFile(FileSystem system, Path file) throws IOException {
    this.system = system;
    this.file = file;
    this.out = OutputFiles.create(system, file);
  }

  /**
   * Begins a file beside those that are in the folder, which is made where it is missing.
   *
   * @throws WriteException when that cannot be done
   */
  static EventFile in(String folder, Configuration hadoop) {
    Path place = UserPath.of(folder);
    try {
      FileSystem system = OutputFiles.open(place, hadoop);
      EventFile file = new EventFile(system, newFile(system, system.makeQualified(place)));
      file.write(event().text(FILE_VERSION, "brain.Event:2"));
      file.flush();
      return file;
    } catch (IOException e) {
      throw new WriteException(place, e);
    }
  }

  /** TensorBoard reads the files of a folder in the order of their names. */
  private static Path newFile(FileSystem system, Path folder) throws IOException {
    long seconds = System.currentTimeMillis() / 1000;
    Path file;
    do {
      file = new Path(folder, "events.out.tfevents." + seconds++ + "." + host());
    } while (system.exists(file));
    return file;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static ProtobufMessage event() {
    return new ProtobufMessage().float64(WALL_TIME, System.currentTimeMillis() / 1000.0);
  }

  /** Writes values of a step. */
  void write(long step, Collection<ProtobufMessage> values) {
    ProtobufMessage summary = new ProtobufMessage();
    values.forEach(value -> summary.message(1, value));
    write(event().number(STEP, step).message(SUMMARY, summary));
  }

  /** What was written of this step and of later ones, here or in an earlier file, holds no more. */
  void restart(long step) {
    ProtobufMessage start = new ProtobufMessage().number(1, 1);
    write(event().number(STEP, step).message(SESSION_LOG, start));
  }

  private void write(ProtobufMessage event) {
    byte[] data = event.toBytes();
    byte[] length = ProtobufMessage.littleEndian(Long.BYTES).putLong(data.length).array();
    try {
      out.write(length);
      out.write(checksum(length));
      out.write(data);
      out.write(checksum(data));
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }

  /** CRC-32C, rotated and shifted, so that it differs from one that the data may hold. */
  private static byte[] checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    return ProtobufMessage.littleEndian(Integer.BYTES).putInt(masked).array();
  }

  /**
   * What was written can be read from here on, as far as the file system shows files that are being
   * written: object stores do not.
   */
  void flush() {
    try {
      if (out instanceof Syncable stream) {
        stream.hflush();
      } else {
        out.flush();
      }
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }

  @Override
  public void close() {
    try {
      try {
        out.close();
      } finally {
        system.close();
      }
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }
}
