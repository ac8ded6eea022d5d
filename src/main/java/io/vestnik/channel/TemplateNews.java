package io.vestnik.channel;

/**
 * What a platform tells of a template that is registered with it.
 *
 * @param status as the platform writes it: {@code APPROVED}, {@code PENDING}, {@code REJECTED}, {@code PAUSED}, {@code DISABLED}
 * @param category null: not told
 * @param reason why it is not approved; null: not told
 */
public record TemplateNews(String provider, String name, String language, String status, String category, String reason) {}
