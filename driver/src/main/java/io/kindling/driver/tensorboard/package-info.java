/** Event files of TensorBoard. */
package io.kindling.driver.tensorboard;
