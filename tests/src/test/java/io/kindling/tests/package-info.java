/** Tests that span modules. */
package io.kindling.tests;
