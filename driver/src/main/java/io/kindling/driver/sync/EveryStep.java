package io.kindling.driver.sync;

import io.kindling.kernels.spec.Formula;

/** The gradients of all shards are summed for every step: what one machine would compute. */
@Formula("θ ← θ − step of (Σ_shards g) / (Σ_shards w)")
public record EveryStep() implements SyncPolicy {}
