package io.aim.keycloak.e2e.caller;

/**
 * A request to the Admin REST of the extension.
 *
 * @param need what it demands
 * @param success the status that whoever may gets
 * @param path below {@code /aim}; a word in braces stands for the id of something of that kind
 * @param json the body, in which {@code {new}} stands for a name that nothing has, or null
 */
public record AdminRequest(Need need, int success, String method, String path, String json) {}
