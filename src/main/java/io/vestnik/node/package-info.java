/** This process among those that share the database: its heartbeat, and what the silent ones leave behind. */
package io.vestnik.node;
