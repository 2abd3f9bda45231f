/** Learning rates as functions of the step and of the losses so far. */
package io.kindling.driver.schedule;
