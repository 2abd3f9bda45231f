package io.kindling.submit.command;

import io.kindling.submit.config.ConfigFile;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The config file, and what replaces its settings. */
final class ConfigArguments {
  @Parameters(
      index = "0",
      paramLabel = "CONFIG.yaml",
      description = "The config file; may be any Hadoop URI.")
  private String text;

  @Option(
      names = "--set",
      paramLabel = "KEY.PATH=VALUE",
      description = "Replace a setting of the config file; may be given several times.")
  final Map<String, String> overrides = new LinkedHashMap<>();

  /** What people call what the file declares: its name without an ending. */
  String name() {
    return file().fileName().replaceFirst("\\.ya?ml$", "");
  }

  /** The config file. */
  ConfigFile file() {
    return ConfigFile.of(text);
  }
}
