package io.kindling.partitioning.source.images;

import java.io.Serializable;

/** A file of one image. Travels, under Kryo too, hence no record. */
final class ImageFile implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long number;
  private final String path;
  private final String label;

  ImageFile(long number, String path, String label) {
    this.number = number;
    this.path = path;
    this.label = label;
  }

  /** Its place in the order of all. */
  long number() {
    return number;
  }

  /** Where it is. */
  String path() {
    return path;
  }

  /** The name of its folder; empty where images have no labels. */
  String label() {
    return label;
  }
}
