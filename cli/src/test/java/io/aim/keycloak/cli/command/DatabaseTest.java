package io.aim.keycloak.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    @Test
    void takesThePasswordOutOfTheAddress() {
        Database database =
                Database.postgres("jdbc:postgresql://h:1/d?user=u&password=p%26w&sslmode=require", Map.of());

        assertThat(database).isEqualTo(new Database("postgres", "jdbc:postgresql://h:1/d?sslmode=require", "u", "p&w"));
        assertThat(database.key()).doesNotContain("p&w");
    }

    @Test
    void takesThePasswordFromTheEnvironment() {
        Map<String, String> environment = Map.of("AIM_DB_USERNAME", "u", "AIM_DB_PASSWORD", "p");

        assertThat(Database.postgres("jdbc:postgresql://h/d", environment))
                .isEqualTo(new Database("postgres", "jdbc:postgresql://h/d", "u", "p"));
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Database.postgres("jdbc:mysql://h/d", Map.of()))
                .hasMessageContaining("jdbc:postgresql");
        assertThatThrownBy(() -> Database.postgres("jdbc:postgresql://h/d", Map.of()))
                .hasMessageContaining("AIM_DB_PASSWORD");
    }
}
