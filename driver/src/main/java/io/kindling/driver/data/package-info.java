/** The data of a training: opened, packed, divided anew when executors come. */
package io.kindling.driver.data;
