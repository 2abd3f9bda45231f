/** What listeners see of rows and layers while a network learns: samples, norms, silent units. */
package io.kindling.driver.insight;
