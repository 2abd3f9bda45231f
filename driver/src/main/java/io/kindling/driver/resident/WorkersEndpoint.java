package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.IsolatedThreadSafeRpcEndpoint;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.PartialFunction;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Where the workers of a training reach the driver. It has a thread of its own, so that merging
 * holds up no message of Spark's. Messages are arrays of bytes ({@link Parcel}); within the
 * driver's process workers are handed their {@link Crew}, and talk to the exchange from then on.
 */
final class WorkersEndpoint<T extends Mergeable<T>>
    implements IsolatedThreadSafeRpcEndpoint, AutoCloseable {
  private final RpcEnv env = SparkEnv.get().rpcEnv();
  private final String name;
  private final RpcEndpointRef self;
  private volatile @Nullable Job<T> job;

  /**
   * The job of workers that is under way.
   *
   * @param number in the training
   * @param here the crew of this process
   * @param elsewhere those of others, by the numbers of their crews; for the endpoint's thread
   *     alone
   */
  record Job<T extends Mergeable<T>>(
      long number, Exchange<T> exchange, Crew<T> here, Map<Long, Remote<T>> elsewhere) {
    /** A job without workers. */
    Job(long number, Exchange<T> exchange, Crew<T> here) {
      this(number, exchange, here, new HashMap<>());
    }
  }

  /** Asks for the crew in the driver's process, for a job of this number. */
  record CrewHere(long job) {}

  /** An endpoint of this name, from now on. */
  WorkersEndpoint(String name) {
    this.name = name;
    this.self = env.setupEndpoint(name, this);
  }

  /** Where it can be reached. */
  RpcAddress address() {
    return env.address();
  }

  /** What it is called there. */
  String name() {
    return name;
  }

  /** From now on messages concern this job; those of others are told to go. */
  void serve(Job<T> started) {
    job = started;
  }

  @Override
  public RpcEnv rpcEnv() {
    return env;
  }

  @Override
  public PartialFunction<Object, BoxedUnit> receiveAndReply(RpcCallContext call) {
    return new AbstractPartialFunction<>() {
      @Override
      public boolean isDefinedAt(Object message) {
        return message instanceof CrewHere || message instanceof byte[];
      }

      @Override
      @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
      public <A, B> B applyOrElse(A message, Function1<A, B> otherwise) {
        if (message instanceof CrewHere here) {
          call.reply(crew(here.job()));
        } else if (message instanceof byte[] bytes) {
          receive(ByteBuffer.wrap(bytes), call);
        } else {
          return otherwise.apply(message);
        }
        return (B) BoxedUnit.UNIT;
      }
    };
  }

  private Optional<Crew<T>> crew(long number) {
    Job<T> current = job;
    return current != null && current.number() == number
        ? Optional.of(current.here())
        : Optional.empty();
  }

  private void receive(ByteBuffer message, RpcCallContext call) {
    Job<T> current = job;
    long number = message.getLong();
    if (current == null || current.number() != number) {
      call.reply(Remote.END);
      return;
    }
    current
        .elsewhere()
        .computeIfAbsent(message.getLong(), crew -> new Remote<>(call.senderAddress()))
        .receive(message, call, current.exchange());
  }

  @Override
  public void onDisconnected(RpcAddress address) {
    Job<T> current = job;
    if (current != null) {
      current.elsewhere().values().removeIf(process -> process.wasAt(address));
      current.exchange().disconnected(address);
    }
  }

  @Override
  public void close() {
    env.stop(self);
  }
}
