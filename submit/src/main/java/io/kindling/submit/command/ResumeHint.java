package io.kindling.submit.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command by which a training goes on that was interrupted. */
final class ResumeHint {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ResumeHint() {}

  /**
   * The command to type.
   *
   * @param arguments by which it was started
   * @param output its folder, whether or not they name it
   */
  static String of(List<String> arguments, String output) {
    List<String> command = new ArrayList<>(List.of("kindling"));
    boolean namesOutput = false;
    for (String argument : arguments) {
      boolean startsAnew = argument.equals("--overwrite");
      boolean resumes = argument.equals("--resume") || argument.startsWith("--resume=");
      namesOutput |= argument.equals("--output") || argument.startsWith("--output=");
      if (!startsAnew && !resumes) {
        command.add(argument);
      }
    }
    if (!namesOutput) {
      command.addAll(List.of("--output", output));
    }
    command.add("--resume");
    return command.stream().map(ResumeHint::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
