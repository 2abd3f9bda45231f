package io.kindling.partitioning.source.images;

import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.file.FileNames;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.table.UnreadableRowException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Tells folders of images, and the size that images are best taken in. */
public final class ImageGuess {
  private static final int MOST = 64;

  /** What lies beside data and is none. */
  private static final Pattern BESIDE =
      Pattern.compile("[._].*|.*\\.(db|ini|txt)", Pattern.CASE_INSENSITIVE);

  private ImageGuess() {}

  /**
   * What a config file would say of a folder of images: of the rows to train on and, where they lie
   * beside, in folders such as {@code train} and {@code test}, of those to validate on. Nothing
   * where there are other files, or none.
   */
  public static List<Map<String, String>> of(Configuration configuration, String path) {
    if (!isFolderOfImages(configuration, path)) {
      return List.of();
    }
    String inner = ImageFolder.inner(configuration, path);
    return ImageFolder.parts(configuration, inner).stream()
        .map(part -> settings(configuration, part))
        .toList();
  }

  private static Map<String, String> settings(Configuration configuration, String path) {
    List<Integer> sizes = shape(configuration, path).dimensions();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("path", path);
    settings.put("height", Integer.toString(sizes.get(0)));
    settings.put("width", Integer.toString(sizes.get(1)));
    settings.put("channels", Integer.toString(sizes.get(2)));
    return settings;
  }

  /** Whether a file's name is that of an image. */
  public static boolean isNamedAsImage(Path file) {
    return ImageFolder.isNamedAsImage(file);
  }

  /**
   * Whether a folder has images, and more of them than files that are named as tables, or, if it
   * has no files of data, a folder within has.
   */
  private static boolean isFolderOfImages(Configuration configuration, String path) {
    Path folder = UserPath.of(path);
    FileSystem system = UserPath.fileSystem(folder, configuration);
    try {
      return system.exists(folder)
          && system.getFileStatus(folder).isDirectory()
          && hasImages(system, folder);
    } catch (IOException e) {
      Interrupts.rethrow(e);
      return false; // whoever reads it says what is wrong
    }
  }

  private static boolean hasImages(FileSystem system, Path folder) throws IOException {
    List<Path> folders = new ArrayList<>();
    boolean others = false;
    int images = 0;
    int tables = 0;
    for (FileStatus child : system.listStatus(folder)) {
      Path path = child.getPath();
      if (child.isDirectory()) {
        folders.add(path);
      } else if (ImageFolder.isNamedAsImage(path)) {
        images++;
      } else {
        tables += FileNames.format(path).isPresent() ? 1 : 0;
        others |= !BESIDE.matcher(path.getName()).matches() && !FileNames.isDocument(path);
      }
    }
    if (images > 0) {
      return images > tables;
    }
    for (Path child : folders) {
      if (!others && !child.getName().contains("=") && hasImages(system, child)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The size of the first image, made smaller to 64 pixels on its longer side, and 1 for grey or 3
   * for colours.
   *
   * @throws InvalidInputException when it cannot be read
   */
  static Shape shape(Configuration configuration, String path) {
    ImageFile first = ImageFolder.list(configuration, path).get(0);
    BufferedImage image;
    try {
      image = ImageDecoder.decode(configuration, first);
    } catch (UnreadableRowException e) {
      throw InvalidInputException.at(
          UserPath.shown(new Path(first.path())), e.row().found(), e.row().expected());
    }
    double scale = Math.min(1, (double) MOST / Math.max(image.getHeight(), image.getWidth()));
    return Shape.image(
        (int) Math.max(1, Math.round(scale * image.getHeight())),
        (int) Math.max(1, Math.round(scale * image.getWidth())),
        Pixels.isGrey(image) ? 1 : 3);
  }
}
