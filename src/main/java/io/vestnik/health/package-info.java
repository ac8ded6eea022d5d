/**
 * How providers do, over all nodes, and what is taken from the share of a sick one before its users notice. Counted in memory
 * ({@code channel.ProviderCounts}), told to the database and read together by {@code routes/core/providers.camel.yaml}.
 */
package io.vestnik.health;
