import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Holds the TCP ports from the first argument to the second, and says so once it does. */
class TakePorts {
  public static void main(String[] arguments) throws InterruptedException {
    List<ServerSocket> taken = new ArrayList<>();
    for (int port = Integer.parseInt(arguments[0]); port <= Integer.parseInt(arguments[1]); port++) {
      try {
        taken.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
      } catch (IOException e) {
        System.out.println(port + " was no longer free");
      }
    }
    System.out.println("taken: " + taken.size());
    Thread.currentThread().join(); // until somebody ends this process
  }
}
