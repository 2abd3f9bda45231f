/** Training: what is declared, the loop over epochs, and the events that others listen to. */
package io.kindling.driver.training;
