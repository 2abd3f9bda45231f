package io.kindling.submit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.model.OutputFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.kernels.spec.FirstLine;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.model.StrictJson;
import io.kindling.submit.report.page.ReportPage;
import io.kindling.submit.report.record.Json;
import io.kindling.submit.report.record.RunRecorder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** A folder with {@code report.html}, and {@code report.json} from which that is made. */
public final class ReportFolder {
  /** The file of the page. */
  public static final String PAGE = "report.html";

  private static final String RECORD = "report.json";
  private static final String EXPECTED = "the record of a training";
  private static final int MOST_BYTES = 1 << 26; // the tree of it may take twenty times as many

  private final String path;
  private final Configuration hadoop;
  private @Nullable ReportPage page; // once it is needed

  /** A folder at any Hadoop URI. */
  public ReportFolder(String path, Configuration hadoop) {
    this.path = path;
    this.hadoop = hadoop;
  }

  private Path file(String name) {
    return new Path(UserPath.of(path), name);
  }

  /** Where the page is, for people. */
  public String page() {
    return path + "/" + PAGE;
  }

  /** Where the record is, for people. */
  String record() {
    return path + "/" + RECORD;
  }

  /**
   * Writes both files; those that are there are replaced, each at once.
   *
   * @throws WriteException when they cannot be written
   */
  public void write(JsonNode record) {
    String json = Json.text(record);
    byte[] data = json.getBytes(StandardCharsets.UTF_8);
    byte[] html = page(record, json).getBytes(StandardCharsets.UTF_8);
    try (FileSystem system = OutputFiles.open(file(RECORD), hadoop)) {
      OutputFiles.replace(system, file(RECORD), out -> out.write(data));
      OutputFiles.replace(system, file(PAGE), out -> out.write(html));
    } catch (IOException e) {
      throw new WriteException(file(PAGE), e);
    }
  }

  private String page(JsonNode record, String json) {
    if (page == null) {
      page = new ReportPage();
    }
    return page.of(record, json);
  }

  /**
   * The record, if there is one.
   *
   * @throws InvalidInputException when it cannot be read, or is of another version's form
   */
  public Optional<ObjectNode> find() {
    String place = record();
    try (FileSystem system = OutputFiles.open(file(RECORD), hadoop);
        InputStream in = system.open(file(RECORD))) {
      long length = system.getFileStatus(file(RECORD)).getLen();
      byte[] json = StrictJson.bytes(place, in, length, MOST_BYTES, EXPECTED);
      ObjectNode record = StrictJson.tree(place, json, EXPECTED);
      int format = record.path("format").asInt(0);
      if (format != RunRecorder.FORMAT) {
        throw InvalidInputException.at(
            place, "a record of format " + format, "one of format " + RunRecorder.FORMAT);
      }
      return Optional.of(record);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw InvalidInputException.at(place, FirstLine.of(e), EXPECTED);
    }
  }

  /**
   * The record.
   *
   * @throws InvalidInputException when there is none that can be read
   */
  public ObjectNode read() {
    return find()
        .orElseThrow(
            () ->
                InvalidInputException.at(
                    path, "no " + RECORD, "the output folder of a training, which has one"));
  }
}
