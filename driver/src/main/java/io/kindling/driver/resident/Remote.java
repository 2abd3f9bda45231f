package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcCallContext;

/**
 * Another process with workers, as the driver's endpoint sees it. Each message that comes from it
 * is a question, on which one part of an order can be answered: so a process asks at least as many
 * as the order before had parts. Reports are received by the endpoint's thread alone.
 */
final class Remote<T extends Mergeable<T>> {
  /** The index of a message that only asks. */
  static final int LINE = -1;

  /** The index of a message that asks for a certain part of an order. */
  static final int MORE = -2;

  /** The answer that tells the workers to go. */
  static final byte[] END = {};

  /** The answer to a question that was not needed. */
  static final byte[] NOTHING = {0};

  private final Party<T> party;
  private final AtomicLong sent = new AtomicLong();
  private final Map<Long, Rest> unfinished = new ConcurrentHashMap<>();
  private List<RpcCallContext> calls = new ArrayList<>();
  private Arrival arrival = new Arrival();

  Remote(RpcAddress address) {
    this.party = new Party<>(address);
  }

  /** Whether it is the process that was at an address. */
  boolean wasAt(RpcAddress address) {
    return party.wasAt(address);
  }

  /**
   * Takes notice of a message.
   *
   * @param message from the index on
   */
  void receive(ByteBuffer message, RpcCallContext call, Exchange<T> exchange) {
    int index = message.getInt(message.position());
    if (index == MORE) {
      message.getInt();
      more(call, message.getLong(), (int) message.getLong());
      return;
    }
    calls.add(call);
    if (index != LINE && arrival.add(message)) {
      Report<T> report = Serialized.read(arrival.content().array(), arrival.floats());
      Line<T> line = new Answers(calls);
      calls = new ArrayList<>();
      arrival = new Arrival();
      exchange.tell(party, line, report);
    }
  }

  private void more(RpcCallContext call, long number, int index) {
    Rest rest = unfinished.get(number);
    if (rest == null) {
      throw new IllegalStateException("no part is left of order " + number);
    }
    Parcel parcel = rest.parcel;
    synchronized (parcel) { // the thread that gave the order may still be sending parts
      call.reply(parcel.part(index));
    }
    if (--rest.missing == 0) {
      unfinished.remove(number);
    }
  }

  /**
   * An order of which parts are still to be asked for, in any order: a question that a thread of
   * Netty's asks comes before those that others have asked already.
   */
  private static final class Rest {
    private final Parcel parcel;
    private int missing; // changed by the endpoint's thread alone

    Rest(Parcel parcel, int missing) {
      this.parcel = parcel;
      this.missing = missing;
    }
  }

  /**
   * Answers the questions that came with a report. Parameters are read while parts are sent: an
   * order that is given so late that its step is done meanwhile may bring numbers of two steps, and
   * what comes of it is refused, as from a worker in the driver's process that is as late.
   */
  private final class Answers implements Line<T> {
    private final List<RpcCallContext> calls;

    Answers(List<RpcCallContext> calls) {
      this.calls = calls;
    }

    @Override
    public void order(Order<T> order, List<Report.Place> workers) {
      Serialized step = order.serialized();
      long number = sent.incrementAndGet();
      Parcel parcel =
          new Parcel(
              number,
              order.sequence(),
              new OrderHead(order.last(), calls.size(), workers, step.objects()).bytes(),
              step.floats());
      int parts = parcel.parts();
      if (parts > calls.size()) {
        unfinished.put(number, new Rest(parcel, parts - calls.size()));
      }
      synchronized (parcel) {
        for (int i = 0; i < calls.size(); i++) {
          calls.get(i).reply(i < parts ? parcel.part(i) : NOTHING);
        }
      }
    }

    @Override
    public void end() {
      calls.forEach(call -> call.reply(END));
    }
  }
}
