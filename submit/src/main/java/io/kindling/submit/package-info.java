/** The command line. */
package io.kindling.submit;
