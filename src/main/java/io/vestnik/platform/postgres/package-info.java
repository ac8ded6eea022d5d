/** A real PostgreSQL server beside the hub, for a start without set-up (ADR 0001). */
package io.vestnik.platform.postgres;
