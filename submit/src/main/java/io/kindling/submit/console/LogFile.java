package io.kindling.submit.console;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * The log of this process, Spark's and Kindling's, in a file, and nothing of it on the terminal:
 * from {@code INFO} on, since nobody has to look at it who does not want to.
 */
public final class LogFile {
  private static final String NAME = "kindling-log-file";
  // Control codes may come from files and must not reach the terminal of one who reads it.
  private static final String PATTERN =
      "%replace{%d{yyyy-MM-dd HH:mm:ss.SSS} %p %c{1}: %m%n%ex}{[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]}{?}";

  private LogFile() {}

  /**
   * From now on the log goes there, behind what is there already.
   *
   * @throws InvalidInputException when nothing can be written there
   */
  public static void begin(Path file) {
    try {
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
    } catch (IOException e) {
      throw InvalidInputException.at(
          "--log-file", file + ", " + reason(e), "a file that can be written");
    }
    ConfigurationBuilder<BuiltConfiguration> log =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    log.setConfigurationName(NAME);
    log.setStatusLevel(Level.ERROR);
    log.add(
        log.newAppender("file", "File")
            .addAttribute("fileName", file.toAbsolutePath().toString().replace("${", "$${"))
            .add(log.newLayout("PatternLayout").addAttribute("pattern", PATTERN)));
    log.add(log.newRootLogger(Level.INFO).add(log.newAppenderRef("file")));
    Configurator.reconfigure(log.build());
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException of ? of.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  /** Whether the log goes into a file. */
  public static boolean isOn() {
    return Objects.equals(NAME, LoggerContext.getContext(false).getConfiguration().getName());
  }
}
