package io.vestnik.channel.http;

import java.util.Map;

/**
 * How a platform is asked which templates are registered with it.
 *
 * @param list jq: an object for each template of an answer, as a webhook's event {@code template} has it
 * @param next jq: the mark of the next page; null: all come at once
 * @param page the field of the query that it is sent in; null: as {@code next}
 */
record TemplatesSpec(Template url, Map<String, Template> headers, Jq list, Jq next, String page) {}
