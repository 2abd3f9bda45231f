package io.kindling.tests.cluster;

import io.kindling.tests.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A standalone Spark cluster on 127.0.0.1: a master and workers of one core each, in own JVMs. */
public final class StandaloneCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String REGISTERED = "Successfully registered with master";
  private static final String SAME_HOST = "localhost"; // another one to Spark

  private final Path folder;
  private final String master;
  private final Deque<SparkProcess> processes = new ArrayDeque<>();
  private final List<SparkProcess> workers = new ArrayList<>();
  private int commands;

  private StandaloneCluster(Path folder, String master) {
    this.folder = folder;
    this.master = master;
  }

  /** Starts a cluster and waits until all workers are there. */
  public static StandaloneCluster start(Path folder, int workers) throws InterruptedException {
    int port = freePort();
    StandaloneCluster cluster =
        new StandaloneCluster(folder, "spark://%s:%d".formatted(HOST, port));
    try {
      cluster.startMaster(port);
      for (int i = 0; i < workers; i++) {
        cluster.startWorker(Map.of());
      }
      for (SparkProcess worker : cluster.workers) {
        worker.awaitLog(REGISTERED);
      }
      return cluster;
    } catch (InterruptedException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void startMaster(int port) throws InterruptedException {
    SparkProcess process =
        SparkProcess.start(
            folder.resolve("master.log"),
            "org.apache.spark.deploy.master.Master",
            "--host",
            HOST,
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0");
    processes.push(process);
    process.awaitLog("New state: ALIVE");
  }

  /** Starts one more worker, whose executors have these variables, and waits until it is there. */
  public void addWorker(Map<String, String> variables) throws InterruptedException {
    startWorker(variables);
    workers.get(workers.size() - 1).awaitLog(REGISTERED);
  }

  private void startWorker(Map<String, String> variables) {
    int index = workers.size();
    SparkProcess process =
        SparkProcess.start(
            variables,
            folder.resolve("worker-%d.log".formatted(index)),
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            index == 0 ? HOST : SAME_HOST,
            "--port",
            "0",
            "--webui-port",
            "0",
            "-c",
            "1",
            "-m",
            "1g",
            "-d",
            workFolder(index).toString(),
            master);
    processes.push(process);
    workers.add(process);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The URL of the master. */
  public String master() {
    return master;
  }

  /**
   * Submits {@code jar} by SparkSubmit with these arguments, waits, and returns what it printed.
   */
  public Output submit(Path jar, String mainClass, String... arguments)
      throws InterruptedException {
    return submit(List.of(), jar, mainClass, arguments);
  }

  /** The same, with more options for SparkSubmit. */
  public Output submit(List<String> options, Path jar, String mainClass, String... arguments)
      throws InterruptedException {
    try (Submitted command = start(options, jar, mainClass, arguments)) {
      return command.await(Duration.ofMinutes(3));
    }
  }

  /** The same, but goes on at once; closing what it returns kills the command. */
  public Submitted start(List<String> options, Path jar, String mainClass, String... arguments) {
    List<String> all = new ArrayList<>(options);
    all.addAll(
        List.of(
            "--master",
            master,
            "--conf",
            "spark.driver.host=" + HOST,
            "--conf",
            "spark.driver.bindAddress=" + HOST,
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.executor.memory=512m",
            "--conf",
            "spark.executor.extraJavaOptions=" + Project.SHORT_LIVED,
            "--class",
            mainClass,
            jar.toString()));
    all.addAll(Arrays.asList(arguments));
    Path log = folder.resolve("submit-%d.log".formatted(commands++));
    return new Submitted(
        SparkProcess.start(log, "org.apache.spark.deploy.SparkSubmit", all.toArray(String[]::new)));
  }

  /** A command that was submitted, and its driver. */
  public static final class Submitted implements AutoCloseable {
    private final SparkProcess process;

    private Submitted(SparkProcess process) {
      this.process = process;
    }

    /** Waits for its end. */
    public Output await(Duration patience) throws InterruptedException {
      int status = process.awaitExit(patience);
      return new Output(status, process.output(), process.log());
    }

    /** What it has printed and logged so far; its exit status is not known. */
    public Output soFar() {
      return new Output(process.isAlive() ? 0 : 1, process.output(), process.log());
    }

    /** Kills it by a signal that it cannot hear, unless it has ended. */
    @Override
    public void close() {
      process.close();
    }
  }

  /**
   * What a command left.
   *
   * @param status its exit status
   * @param text what it printed
   * @param log what it logged, on the error stream
   */
  public record Output(int status, String text, String log) {}

  /** Kills the executor of a worker by a signal that it cannot hear; whether there was one. */
  public boolean killExecutor(int index) {
    return workers.get(index).killChildren();
  }

  /** Ends a worker and its executors, as a machine does that goes down. */
  public void killWorker(int index) {
    workers.get(index).close();
  }

  /** How many workers have run tasks of the application that was submitted last. */
  public int workersUsed() {
    TreeMap<String, Integer> used = new TreeMap<>(); // applications are named by time and number
    for (int i = 0; Files.isDirectory(workFolder(i)); i++) {
      for (Path application : list(workFolder(i))) {
        boolean worked =
            list(application).stream()
                .map(executor -> executor.resolve("stderr"))
                .anyMatch(log -> Files.exists(log) && read(log).contains("Running task "));
        used.merge(application.getFileName().toString(), worked ? 1 : 0, Integer::sum);
      }
    }
    return used.isEmpty() ? 0 : used.lastEntry().getValue();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path workFolder(int index) {
    return folder.resolve("work-" + index);
  }

  @Override
  public void close() {
    while (!processes.isEmpty()) {
      processes.pop().close();
    }
  }
}
