/** What Spark's serializers are told of Kindling. */
package io.kindling.driver.serializer;
