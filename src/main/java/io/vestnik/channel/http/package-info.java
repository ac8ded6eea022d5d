/** Providers with an HTTP API that a YAML file describes: {@code src/docs/channels/http.md}. */
package io.vestnik.channel.http;
