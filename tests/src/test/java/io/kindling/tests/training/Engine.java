package io.kindling.tests.training;

/** How steps are taken. */
enum Engine {
  JOBS,
  JOBS_OF_ROUNDS,
  WORKERS,
  WORKERS_IN_ROUNDS;

  /** Whether one job takes many steps. */
  boolean workersStay() {
    return this == WORKERS || this == WORKERS_IN_ROUNDS;
  }

  /** Whether shards take local steps. */
  boolean takesRounds() {
    return this == JOBS_OF_ROUNDS || this == WORKERS_IN_ROUNDS;
  }
}
