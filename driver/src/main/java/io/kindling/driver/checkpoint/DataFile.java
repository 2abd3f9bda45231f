package io.kindling.driver.checkpoint;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Setting;
import io.kindling.predictor.model.ContentDigest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file of arrays, named by its content, so that no file is ever written over another.
 *
 * @param name in the folder of checkpoints
 * @param digest of its content
 */
record DataFile(String name, ContentDigest digest) {
  private static final Pattern NAME = Pattern.compile("[a-z]+-[0-9a-f]{16}\\.safetensors");

  /** The file of this role and content. */
  static DataFile of(String role, ContentDigest digest) {
    return new DataFile("%s-%s.safetensors".formatted(role, digest.inName()), digest);
  }

  /** Whether a file of arrays may be called so. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** How many bytes it has in a folder; -1 where it is not there. */
  long lengthIn(FileSystem system, Path folder) throws IOException {
    try {
      return system.getFileStatus(new Path(folder, name)).getLen();
    } catch (FileNotFoundException e) {
      return -1;
    }
  }

  Map<String, Object> write() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("sha256", digest.sha256());
    values.put("bytes", digest.bytes());
    return values;
  }

  static DataFile read(Setting setting) {
    Fields fields = setting.fields();
    Setting name = fields.required("name");
    if (!isName(name.text())) {
      throw name.wrong("the name of a file beside the manifest");
    }
    return new DataFile(
        name.text(),
        new ContentDigest(fields.required("sha256").text(), fields.required("bytes").longNumber()));
  }
}
