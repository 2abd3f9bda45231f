/** The classes of Kindling that Spark's serializers have to know. */
package io.kindling.driver.serializer;
