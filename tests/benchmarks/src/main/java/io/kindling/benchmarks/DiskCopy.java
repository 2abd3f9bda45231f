package io.kindling.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code dd} takes to write zeros: the speed that a disk has for anybody. */
final class DiskCopy {
  private static final Pattern SECONDS = Pattern.compile("([0-9.e-]+) s,");

  private DiskCopy() {}

  /**
   * Waits until the disk has done all that it was told, so that none of it counts for what follows.
   */
  static void settle(Path folder) throws IOException {
    Process sync =
        new ProcessBuilder("sync", "--file-system", folder.toString()).inheritIO().start();
    if (sync.onExit().join().exitValue() != 0) {
      throw new IOException("sync failed");
    }
  }

  /**
   * Writes a file on a disk that has settled, and deletes it.
   *
   * @param forced whether it counts until the file is on the disk, not in the cache before it
   * @return how long dd says it took
   */
  static double seconds(Path folder, long bytes, boolean forced) throws IOException {
    Path file = folder.resolve("zeros");
    List<String> command =
        new ArrayList<>(
            List.of("dd", "if=/dev/zero", "of=" + file, "bs=1M", "count=" + (bytes >> 20)));
    if (forced) {
      command.add("conv=fsync");
    }
    settle(folder);
    Process dd = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(dd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Files.delete(file);
    Matcher found = SECONDS.matcher(said);
    if (!found.find()) {
      throw new IOException("dd said " + said.strip());
    }
    return Double.parseDouble(found.group(1));
  }
}
