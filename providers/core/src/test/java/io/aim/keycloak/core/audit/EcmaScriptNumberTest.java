package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.erdtman.jcs.NumberToJSON;

/** The numbers of RFC 8785, Appendix B, and whatever another implementation says of all others. */
class EcmaScriptNumberTest {

    @Example
    void samplesOfTheRfc() {
        assertThat(bits(0x0000000000000000L)).isEqualTo("0");
        assertThat(bits(0x8000000000000000L)).isEqualTo("0");
        assertThat(bits(0x0000000000000001L)).isEqualTo("5e-324");
        assertThat(bits(0x8000000000000001L)).isEqualTo("-5e-324");
        assertThat(bits(0x7fefffffffffffffL)).isEqualTo("1.7976931348623157e+308");
        assertThat(bits(0xffefffffffffffffL)).isEqualTo("-1.7976931348623157e+308");
        assertThat(bits(0x4340000000000000L)).isEqualTo("9007199254740992");
        assertThat(bits(0xc340000000000000L)).isEqualTo("-9007199254740992");
        assertThat(bits(0x4430000000000000L)).isEqualTo("295147905179352830000");
        assertThat(bits(0x44b52d02c7e14af5L)).isEqualTo("9.999999999999997e+22");
        assertThat(bits(0x44b52d02c7e14af6L)).isEqualTo("1e+23");
        assertThat(bits(0x44b52d02c7e14af7L)).isEqualTo("1.0000000000000001e+23");
        assertThat(bits(0x444b1ae4d6e2ef4eL)).isEqualTo("999999999999999700000");
        assertThat(bits(0x444b1ae4d6e2ef4fL)).isEqualTo("999999999999999900000");
        assertThat(bits(0x444b1ae4d6e2ef50L)).isEqualTo("1e+21");
        assertThat(bits(0x3eb0c6f7a0b5ed8cL)).isEqualTo("9.999999999999997e-7");
        assertThat(bits(0x3eb0c6f7a0b5ed8dL)).isEqualTo("0.000001");
        assertThat(bits(0x41b3de4355555553L)).isEqualTo("333333333.3333332");
        assertThat(bits(0x41b3de4355555557L)).isEqualTo("333333333.33333343");
        assertThat(bits(0xbecbf647612f3696L)).isEqualTo("-0.0000033333333333333333");
        assertThat(bits(0x43143ff3c1cb0959L)).isEqualTo("1424953923781206.2");
    }

    @Example
    void whatIsNoNumberIsRefused() {
        for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> EcmaScriptNumber.text(number));
        }
    }

    @Example
    void anyJsonHasACanonicalForm() throws JsonProcessingException {
        assertThat(CanonicalJson.ofAny(
                        new ObjectMapper().readTree("{\"b\":[1.50,1E30,-0.0,12345678901234567890],\"a\":1.0}")))
                .isEqualTo("{\"a\":1,\"b\":[1.5,1e+30,0,12345678901234567000]}");
    }

    @Property(tries = 2_000)
    void isWhatAnotherImplementationWrites(@ForAll long bits) throws IOException {
        double number = Double.longBitsToDouble(bits);
        if (Double.isFinite(number) && Math.abs(number) >= Double.MIN_NORMAL) { // of smaller ones it makes no numbers
            assertThat(EcmaScriptNumber.text(number)).isEqualTo(NumberToJSON.serializeNumber(number));
        }
    }

    @Property(tries = 2_000)
    void isReadAsTheSameNumber(@ForAll long bits) {
        double number = Double.longBitsToDouble(bits);
        if (Double.isFinite(number)) {
            assertThat(Double.parseDouble(EcmaScriptNumber.text(number)) + 0.0).isEqualTo(number + 0.0);
        }
    }

    @Property(tries = 2_000)
    void ordinaryFractionsToo(@ForAll int whole, @ForAll short digits) throws IOException {
        double number = whole / 1_000.0 + digits;
        assertThat(EcmaScriptNumber.text(number)).isEqualTo(NumberToJSON.serializeNumber(number));
    }

    private static String bits(long bits) {
        return EcmaScriptNumber.text(Double.longBitsToDouble(bits));
    }
}
