package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.kernels.spec.Shape;
import java.util.Base64;
import java.util.List;

/** A row that is an image, as bytes from 0 to 255. */
final class Image {
  private static final int LEAST_SIDE = 3;
  private static final int WHITE = 255;

  private Image() {}

  /** Whether rows of this shape are grey or coloured images: (height, width[, 1 or 3]). */
  static boolean isOne(Shape shape) {
    List<Integer> sides = shape.dimensions();
    boolean channels =
        sides.size() == 2 || (sides.size() == 3 && List.of(1, 3).contains(sides.get(2)));
    return channels && sides.get(0) >= LEAST_SIDE && sides.get(1) >= LEAST_SIDE;
  }

  /** The image; where values are not from 0 to 255, the least is black and the greatest white. */
  static ObjectNode of(Shape shape, float[] values) {
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    boolean bytes = least >= 0 && greatest <= WHITE && greatest > 1;
    float scale = bytes ? 1 : greatest > least ? WHITE / (greatest - least) : 1;
    float origin = bytes ? 0 : least;
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) Math.round((values[i] - origin) * scale);
    }
    ObjectNode node = Json.object();
    node.put("height", shape.dimensions().get(0));
    node.put("width", shape.dimensions().get(1));
    node.put("pixels", Base64.getEncoder().encodeToString(pixels));
    return node;
  }
}
