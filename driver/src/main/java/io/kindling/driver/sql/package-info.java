/** Functions of SQL. */
package io.kindling.driver.sql;
