package io.aim.keycloak.e2e.apikey;

/**
 * A key as its holder has it.
 *
 * @param id what is no secret of it
 * @param text the key
 */
record HeldKey(String id, String text) {

    /** What is secret of it, with the checksum. */
    String secret() {
        return text.substring(text.lastIndexOf('_') + 1);
    }
}
