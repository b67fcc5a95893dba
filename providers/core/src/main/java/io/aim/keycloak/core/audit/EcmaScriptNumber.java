package io.aim.keycloak.core.audit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as ECMAScript writes them (ECMA-262, Number::toString), which RFC 8785 §3.2.2.3 refers to. */
final class EcmaScriptNumber {

    /** Digits that tell every double from every other. */
    private static final int MAX_DIGITS = 17;

    /** Numbers from 1e21 on and below 1e-6 have an exponent. */
    private static final int EXPONENT_FROM = 21;

    private static final int EXPONENT_BELOW = -6;

    private EcmaScriptNumber() {}

    /** @throws IllegalArgumentException if the number is not finite */
    static String text(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("Only finite numbers are allowed");
        }
        if (number == 0) {
            return "0"; // the negative one, too
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return (number < 0 ? "-" : "") + text(digits, point);
    }

    /** The fewest digits that are read as that number; of those the nearest. */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    /** @param point number of digits before the decimal point; may be negative or more than there are */
    private static String text(String digits, int point) {
        if (point > EXPONENT_FROM || point <= EXPONENT_BELOW) {
            int exponent = point - 1;
            return digits.charAt(0)
                    + (digits.length() == 1 ? "" : "." + digits.substring(1))
                    + (exponent < 0 ? "e-" : "e+")
                    + Math.abs(exponent);
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length());
        }
        return point > 0
                ? digits.substring(0, point) + "." + digits.substring(point)
                : "0." + "0".repeat(-point) + digits;
    }
}
