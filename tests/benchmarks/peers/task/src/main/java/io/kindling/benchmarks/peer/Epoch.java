package io.kindling.benchmarks.peer;

/**
 * An epoch that was trained.
 *
 * @param rows in it
 * @param seconds of training alone
 * @param accuracy on the rows to validate, NaN without any
 */
public record Epoch(double rows, double seconds, double accuracy) {}
