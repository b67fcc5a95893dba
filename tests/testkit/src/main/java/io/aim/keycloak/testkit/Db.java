package io.aim.keycloak.testkit;

import java.util.List;

/** The database under the server of a test. */
public enum Db {
    /** The production database. */
    POSTGRES("postgres"),
    /** The embedded database of the first five minutes, in memory. */
    H2("dev-mem");

    private final String vendor;

    Db(String vendor) {
        this.vendor = vendor;
    }

    List<String> buildOptions() {
        return List.of("--db=" + vendor, "--health-enabled=true", "--metrics-enabled=true");
    }
}
