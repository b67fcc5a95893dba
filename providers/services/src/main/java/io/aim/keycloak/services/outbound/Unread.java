package io.aim.keycloak.services.outbound;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A body whose rest nobody wants: closing it does not read on to the end, which may be far. */
final class Unread extends FilterInputStream {

    Unread(InputStream body) {
        super(body);
    }

    @Override
    public void close() {
        // the connection ends instead
    }
}
