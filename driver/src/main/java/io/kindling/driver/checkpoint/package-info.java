/** Checkpoints: the state of a training in files, from which it goes on exactly. */
package io.kindling.driver.checkpoint;
