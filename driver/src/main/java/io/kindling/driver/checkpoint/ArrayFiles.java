package io.kindling.driver.checkpoint;

import io.kindling.driver.model.DiskBuffers;
import io.kindling.driver.model.OutputFiles;
import io.kindling.predictor.model.ContentDigest;
import io.kindling.predictor.model.FileContent;
import io.kindling.predictor.model.Safetensors;
import io.kindling.predictor.model.Safetensors.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes arrays into files that are named by their content, each of them through to the disk. Large
 * arrays become several files ({@link ArrayParts}), which some threads write at once where nobody
 * needs the cores: SHA-256 takes as long as the disk does, and of one file it comes before.
 */
record ArrayFiles(FileSystem system, Path folder, Pace pace, DiskBuffers buffers) {
  private static final int CORES = Math.min(4, Runtime.getRuntime().availableProcessors());
  private static final int THREADS = CORES + 6; // the others wait for the disk

  /**
   * Writes those that are not there yet.
   *
   * @param roles what is written, by what it is for
   * @return the files of each role, in order
   */
  Map<String, List<DataFile>> write(Map<String, Map<String, float[]>> roles) throws IOException {
    List<Part> parts = new ArrayList<>();
    roles.forEach(
        (role, arrays) ->
            ArrayParts.of(arrays).forEach(tensors -> parts.add(new Part(role, tensors))));
    List<SharedWork.Piece<DataFile>> pieces = new ArrayList<>();
    parts.forEach(part -> pieces.add(core -> write(part, core)));
    List<DataFile> written = SharedWork.of(pieces, pace.rests() ? 1 : THREADS, CORES);
    Map<String, List<DataFile>> files = new LinkedHashMap<>();
    for (int i = 0; i < written.size(); i++) {
      files.computeIfAbsent(parts.get(i).role(), role -> new ArrayList<>()).add(written.get(i));
    }
    return files;
  }

  /** What one file holds. */
  private record Part(String role, Map<String, Tensor> tensors) {}

  private DataFile write(Part part, SharedWork.Core core) throws IOException {
    FileContent content = pace.of(out -> Safetensors.write(part.tensors(), out));
    DataFile file = DataFile.of(part.role(), ContentDigest.of(content));
    core.close(); // what follows is more the disk's work than a core's
    if (file.lengthIn(system, folder) != file.digest().bytes()) {
      OutputFiles.writeThrough(system, new Path(folder, file.name()), content, buffers);
    }
    return file;
  }
}
