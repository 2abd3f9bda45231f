package io.kindling.partitioning.source.images;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The pixels of an image: (height, width, channels), row-major. What is computed of them is the
 * same on all machines.
 */
final class Pixels {
  // Luma of ITU-R BT.601 in 65536ths.
  private static final int RED = 19595;
  private static final int GREEN = 38470;
  private static final int BLUE = 7471;
  private static final int HALF = 1 << 15;
  private static final int BYTE = 0xff;

  private final int height;
  private final int width;
  private final int channels;
  private final byte[] values;

  private Pixels(int height, int width, int channels, byte[] values) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.values = values;
  }

  /**
   * The pixels of an image.
   *
   * @param channels 1 for grey, 3 for colours
   */
  static Pixels of(BufferedImage image, int channels) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] values = new byte[height * width * channels];
    boolean grey = isGrey(image); // Java takes it for linear light, and would make it brighter
    int i = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = grey ? stored(image, x, y) : image.getRGB(x, y);
        int red = rgb >> 16 & BYTE;
        int green = rgb >> 8 & BYTE;
        int blue = rgb & BYTE;
        if (channels == 1) {
          values[i++] = (byte) ((RED * red + GREEN * green + BLUE * blue + HALF) >> 16);
        } else {
          values[i++] = (byte) red;
          values[i++] = (byte) green;
          values[i++] = (byte) blue;
        }
      }
    }
    return new Pixels(height, width, channels, values);
  }

  /** Whether its pixels are stored as grey values. */
  static boolean isGrey(BufferedImage image) {
    return image.getRaster().getNumBands() <= 2
        && !(image.getColorModel() instanceof IndexColorModel);
  }

  private static int stored(BufferedImage image, int x, int y) {
    Raster raster = image.getRaster();
    int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    int grey = (int) ((raster.getSample(x, y, 0) * (long) BYTE + most / 2) / most);
    return grey << 16 | grey << 8 | grey;
  }

  /**
   * The values at another size: a pixel is the mean of those around its place, weighted by a
   * triangle as wide as two pixels of the coarser image.
   */
  byte[] scaled(int toHeight, int toWidth) {
    if (toHeight == height && toWidth == width) {
      return values;
    }
    double[] wide = new double[height * toWidth * channels];
    Triangle across = new Triangle(width, toWidth);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < toWidth; x++) {
        for (int c = 0; c < channels; c++) {
          double sum = 0;
          for (int from = across.first(x); from < across.end(x); from++) {
            sum += across.weight(x, from) * (values[(y * width + from) * channels + c] & BYTE);
          }
          wide[(y * toWidth + x) * channels + c] = sum / across.total(x);
        }
      }
    }
    byte[] scaled = new byte[toHeight * toWidth * channels];
    Triangle down = new Triangle(height, toHeight);
    int stride = toWidth * channels;
    for (int y = 0; y < toHeight; y++) {
      for (int i = 0; i < stride; i++) {
        double sum = 0;
        for (int from = down.first(y); from < down.end(y); from++) {
          sum += down.weight(y, from) * wide[from * stride + i];
        }
        scaled[y * stride + i] = (byte) Math.round(sum / down.total(y));
      }
    }
    return scaled;
  }
}
