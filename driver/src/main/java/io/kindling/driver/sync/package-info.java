/** How often the parameters of all shards become one: declared, not done. */
package io.kindling.driver.sync;
