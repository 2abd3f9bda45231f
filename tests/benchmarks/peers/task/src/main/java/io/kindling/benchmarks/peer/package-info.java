/** What Kindling and its peers are told to train, and how each takes its turn. */
package io.kindling.benchmarks.peer;
