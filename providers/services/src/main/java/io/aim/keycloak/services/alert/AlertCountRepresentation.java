package io.aim.keycloak.services.alert;

import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertState;
import io.aim.keycloak.spi.alert.AlertCount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many alerts there are.
 *
 * @param total all that match
 * @param active those of them that are open or acknowledged
 * @param byState number by state
 * @param bySeverity number by severity, of those that are open or acknowledged
 */
@Schema(name = "AlertCount")
public record AlertCountRepresentation(
        long total, long active, Map<String, Long> byState, Map<String, Long> bySeverity) {

    static AlertCountRepresentation of(List<AlertCount> counts) {
        Map<String, Long> byState = new LinkedHashMap<>();
        Stream.of(AlertState.values()).forEach(state -> byState.put(state.code(), 0L));
        Map<String, Long> bySeverity = new LinkedHashMap<>();
        Stream.of(AlertSeverity.values()).forEach(severity -> bySeverity.put(severity.code(), 0L));
        long total = 0;
        long active = 0;
        for (AlertCount count : counts) {
            total += count.count();
            byState.merge(count.state().code(), count.count(), Long::sum);
            if (count.state().isActive()) {
                active += count.count();
                bySeverity.merge(count.severity().code(), count.count(), Long::sum);
            }
        }
        return new AlertCountRepresentation(total, active, byState, bySeverity);
    }
}
