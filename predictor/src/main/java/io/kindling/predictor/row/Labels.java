package io.kindling.predictor.row;

import java.io.Serializable;
import java.util.List;

/**
 * What the targets of a model are called.
 *
 * @param names of the columns of labels, in the order of the targets; none where that is not known
 * @param classes the names of the classes of a model that tells one for each row, from class 0 on;
 *     none where they are not known, or there are none
 */
public record Labels(List<String> names, List<String> classes) implements Serializable {
  /** Nothing is known of them. */
  public static final Labels UNKNOWN = new Labels(List.of(), List.of());

  /** Copies. */
  public Labels {
    names = List.copyOf(names);
    classes = List.copyOf(classes);
  }
}
