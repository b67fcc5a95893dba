package io.aim.keycloak.services.audit.export;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.tree.TreeHash;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.AuditTree;
import io.aim.keycloak.spi.audit.AuditTreeRow;
import io.aim.keycloak.spi.audit.UnprovenEvents;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Reads the trail of a realm in small parts, each in a transaction of its own: no lock and no connection is held while
 * somebody slowly takes what was read.
 */
record TrailReader(KeycloakSessionFactory factory, String realmId) {

    private static final AuditQuery REMOVALS = new AuditQuery(
            null, null, null, null, AuditAction.AUDIT_EVENTS_REMOVED.code(), null, null, null, null, null, null, null);

    List<AuditTreeRow> rows(long from, long to) {
        return read(tree -> tree.rows(from, to));
    }

    List<TreeHash> subtrees(int height, long from, long to) {
        return read(tree -> tree.subtrees(height, from, to));
    }

    UnprovenEvents unproven(AuditQuery query, @Nullable Instant from) {
        return read(tree -> tree.unproven(query, from));
    }

    /** The blocks that an export needs: with events that it is about, and with those that tell of removals. */
    NavigableSet<Long> blocksWith(AuditQuery query, long size) {
        return read(tree -> {
            NavigableSet<Long> blocks = new TreeSet<>(tree.subtreesWith(query, EventSink.BLOCK_HEIGHT, size));
            blocks.addAll(tree.subtreesWith(REMOVALS, EventSink.BLOCK_HEIGHT, size));
            return blocks;
        });
    }

    private <T> T read(Function<AuditTree, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                throw new IllegalStateException("Realm " + realmId + " was removed during the export");
            }
            return work.apply(session.getProvider(AuditProvider.class).tree(realm));
        });
    }
}
