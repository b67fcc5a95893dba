package io.aim.keycloak.core.audit.format;

import org.jspecify.annotations.Nullable;

/** What events name as the product that they come from. */
final class Product {

    static final String VENDOR = "AIM";
    static final String NAME = "AIM for Keycloak";

    /** Version from the jar's manifest; {@code dev} when the classes are in no jar. */
    static final String VERSION = orDev(Product.class.getPackage().getImplementationVersion());

    private Product() {}

    private static String orDev(@Nullable String version) {
        return version == null ? "dev" : version;
    }
}
